import { usernameKeyOf, usernamePattern } from './user.rules';

test.each(['brianokuku', 'Brian_Okuku', 'b.o.k', '_42_', '007'])('%s is a username', (name) => {
  expect(usernamePattern.test(name)).toBe(true);
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
  expect(usernamePattern.test(name)).toBe(false);
});

test('usernames that differ only in case are the same name', () => {
  expect(usernameKeyOf('BrianOkuku')).toBe(usernameKeyOf('brianokuku'));
});
