import { isRefusal } from './smtp-error.rules';

test.each([
  ['an address nobody has', { command: 'RCPT TO', responseCode: 550 }, true],
  ['a mail that is taken for spam', { command: 'DATA', responseCode: 554 }, true],
  ['a mailbox that is full right now', { command: 'RCPT TO', responseCode: 452 }, false],
  ['a sender the server does not know', { command: 'MAIL FROM', responseCode: 550 }, false],
  ['a wrong password of ours', { command: 'AUTH PLAIN', responseCode: 535 }, false],
  ['a server that is away', { code: 'ESOCKET', command: 'CONN' }, false],
  ['nothing in particular', undefined, false],
])('%s: refused for good? %#', (_what, error, refused) => {
  expect(isRefusal(error)).toBe(refused);
});
