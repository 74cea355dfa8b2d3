import { isPlainText, isUsername, usernameKeyOf } from './user.rules';

test.each(['brianokuku', 'Brian_Okuku', 'b.o.k', '_42_', '007'])('%s is a username', (name) => {
  expect(isUsername(name)).toBe(true);
});

test.each([
  '.brian',
  'brian.',
  'bri..an',
  'bri an',
  'bri-an',
  'briän',
  'brian\n',
  'brian\0',
  "'; DROP--",
  '',
])('%j is not a username', (name) => {
  expect(isUsername(name)).toBe(false);
});

test('usernames that differ only in case are the same name', () => {
  expect(usernameKeyOf('BrianOkuku')).toBe(usernameKeyOf('brianokuku'));
});

test.each(['Brian Okuku', 'Zoë 🌍', '李小龍', "O'Neil"])('%s is plain text', (text) => {
  expect(isPlainText(text)).toBe(true);
});

test.each(['a\0b', 'a\nb', '\u001b[31m', 'a\u2028b', '\u202EnairB', 'a\u2066b'])(
  '%j is not plain text',
  (text) => {
    expect(isPlainText(text)).toBe(false);
  },
);
