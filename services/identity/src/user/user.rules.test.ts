import { isPlainText, isUsername, isVisible, usernameKeyOf } from './user.rules';

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

test.each(['Zoë', '李', '🌍', '7', '!', '\u3164Brian', 'ᄀ'])('%j shows something', (text) => {
  expect(isVisible(text)).toBe(true);
});

test.each([
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uFFA0'],
  ['the fillers of Hangul syllables', '\u115F\u1160'],
  ['a Braille blank', '\u2800'],
  ['an empty note head', '\u{1D159}'],
  ['blank hieroglyphs', '\u{13441}\u{13442}'],
  ['a placeholder of an object', '\uFFFC'],
  ['a grapheme joiner', '\u034F'],
  ['a soft hyphen', '\u00AD'],
  ['variation selectors', '\uFE0F\u{E0100}'],
  ['tags', '\u{E0041}\u{E007F}'],
  ['a combining mark', '\u0301'],
  ['spaces', ' \u00A0\u3000\u200B'],
  ['nothing', ''],
])('%s shows nothing', (_what, text) => {
  expect(isVisible(text)).toBe(false);
});
