import { isRefusal } from './smtp-error.rules';

test.each([
  ['an unknown address', { command: 'RCPT TO', responseCode: 550 }, true],
  ['a mail rejected as spam', { command: 'DATA', responseCode: 554 }, true],
  ['a full mailbox', { command: 'RCPT TO', responseCode: 452 }, false],
  ['an unknown sender', { command: 'MAIL FROM', responseCode: 550 }, false],
  ['a wrong SMTP password', { command: 'AUTH PLAIN', responseCode: 535 }, false],
  ['an unreachable server', { code: 'ESOCKET', command: 'CONN' }, false],
  ['an undefined error', undefined, false],
])('%s is classified as permanent or temporary refusal %#', (_what, error, refused) => {
  expect(isRefusal(error)).toBe(refused);
});
