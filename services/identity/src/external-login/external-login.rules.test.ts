import { fullNameFrom, identityFrom, usernameFrom } from './external-login.rules';

test.each([
  ['Wanjirũ Kamaū', 'w@example.com', 'wanjirukamau'],
  ['Łukasz', 'lukasz.k@example.com', 'ukasz'],
  ['王小明', 'xiaoming.wang@example.com', 'xiaomingwang'],
  [undefined, 'brian.okuku+tribe@example.com', 'brianokukutribe'],
  ['王', 'x@example.com', 'friend'],
  ['A'.repeat(80), 'a@example.com', 'a'.repeat(30)],
])('derives from the name %s and the address %s the username %s', (name, email, expected) => {
  expect(usernameFrom(name, email)).toBe(expected);
});

test.each([
  ['Wanjirũ Kamaū', 'w@example.com', 'Wanjirũ Kamaū'],
  [undefined, 'wanjiru@example.com', 'wanjiru'],
  ['Tribe Support', 'wanjiru@example.com', 'wanjiru'],
  ['Tribe Support', 'tribe.help@example.com', 'friend'],
])('takes for the name %s and the address %s the full name %s', (name, email, expected) => {
  expect(fullNameFrom(name, email)).toBe(expected);
});

test.each([
  ['too long', 'a'.repeat(150), 'a'.repeat(100)],
  ['too long, with signs of two code units', `a${'🌍'.repeat(120)}`, `a${'🌍'.repeat(99)}`],
  ['half a sign', 'Brian \uD83C', undefined],
  ['a change of direction', '\u202EnairB', undefined],
  ['nothing visible', '\u3164', undefined],
])('reads a name at the provider that is %s', (_what, name, expected) => {
  expect(identityFrom('google', { sub: '1', exp: 1, name })?.name).toBe(expected);
});

test('a name that is reserved once it is shortened is not taken', () => {
  const name = identityFrom('google', {
    sub: '1',
    exp: 1,
    name: `Tribe Support${' '.repeat(100)}x`,
  })?.name;
  expect(fullNameFrom(name, 'wanjiru@example.com')).toBe('wanjiru');
});

test.each([
  [true, 'b@example.com'],
  ['true', 'b@example.com'],
  [false, undefined],
  ['false', undefined],
  [undefined, undefined],
])('reads an address with email_verified %j as the verified address %j', (verified, expected) => {
  const payload = { sub: '1', exp: 1, email: 'B@Example.com', email_verified: verified };
  expect(identityFrom('apple', payload)?.verifiedEmail).toBe(expected);
});

test.each([{}, { sub: '', exp: 1 }, { sub: 'x', exp: 'soon' }, { sub: 'x'.repeat(256), exp: 1 }])(
  'finds no identity in the claims %j',
  (payload) => {
    expect(identityFrom('google', payload)).toBeUndefined();
  },
);
