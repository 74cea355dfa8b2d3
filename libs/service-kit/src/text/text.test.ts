import { z } from 'zod';
import {
  filledParagraphField,
  lineField,
  nameField,
  paragraphField,
  searchField,
} from './text-fields';
import { isVisible, linePattern, staysOnLine } from './text.rules';

test.each(['Brian Okuku', 'Zoë 🌍', '李小龍', "O'Neil"])('%s is plain text', (text) => {
  expect(linePattern.test(text)).toBe(true);
});

test.each([
  'a\0b',
  'a\nb',
  '\u001b[31m',
  'a\u2028b',
  '\u202EnairB',
  'a\u2066b',
  'a\u206Ab',
  'a\uFFF9b\uFFFAc\uFFFB',
  'a\uFFFFb',
  'a\uFDD0b',
])('%j is not plain text', (text) => {
  expect(linePattern.test(text)).toBe(false);
});

test.each(['Zoë', 'क्ष्म्य', 'שָׁלוֹם', 'ཧཱུྃ', 'ที่', '🏴\u{E0067}\u{E0062}\u{E007F}', '5\uFE0F\u20E3'])(
  '%j stays on its line',
  (text) => {
    expect(staysOnLine(text)).toBe(true);
  },
);

test('marks that pile up on a letter do not stay on their line', () => {
  expect(staysOnLine(`a${'\u0301'.repeat(9)}`)).toBe(false);
  for (const field of [nameField(100), lineField(100), paragraphField(100)])
    expect(field.safeParse(`Z${'\u0335\u0489'.repeat(20)}`).success).toBe(false);
});

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

describe('nameField', () => {
  const name = nameField(10);
  const isName = (text: string) => name.safeParse(text).success;

  test('removes the spaces around a name, and measures the text with them', () => {
    expect(name.parse('  Lisbon  ')).toBe('Lisbon');
    expect(isName('x'.repeat(10))).toBe(true);
    expect(isName(` ${'x'.repeat(10)}`)).toBe(false);
  });

  test('counts code points, as its documentation does', () => {
    expect(isName('🌍'.repeat(10))).toBe(true);
    expect(isName('🌍'.repeat(11))).toBe(false);
  });

  test.each(['', '   ', 'a\nb', 'a\tb', 'ab\u202Edc', 'a\u0007', '\u3164', '\u200B'])(
    'refuses %j',
    (text) => {
      expect(isName(text)).toBe(false);
    },
  );

  test('documents what it accepts', () => {
    const { maxLength, pattern } = z.toJSONSchema(name, { io: 'input' });
    const documented = new RegExp(String(pattern));
    expect(maxLength).toBe(10);
    expect(['Zoë 🌍', 'O"Neil'].every((text) => documented.test(text))).toBe(true);
    expect(['', ' ', 'a\nb', 'ab\u202Edc'].some((text) => documented.test(text))).toBe(false);
  });
});

test('lineField accepts an empty text and refuses line breaks', () => {
  expect(lineField(5).parse(' ')).toBe('');
  expect(lineField(5).safeParse('a\r\nb').success).toBe(false);
});

test('paragraphField keeps line breaks in one form, and refuses changes of direction', () => {
  const text = paragraphField(20);
  expect(text.parse(' a\r\nb\rc\n')).toBe('a\nb\nc');
  for (const refused of ['a\u202Eb', 'a\u2067b', 'a\u0000b', 'a\tb', 'x'.repeat(21)])
    expect(text.safeParse(refused).success).toBe(false);
});

test('texts that must have something refuse spaces, in their check and in their documentation', () => {
  for (const field of [filledParagraphField(20), searchField(20)]) {
    const { pattern } = z.toJSONSchema(field, { io: 'input' });
    const documented = new RegExp(String(pattern), 'u');
    for (const text of ['', ' ', '\u00a0\ufeff', '\0'])
      expect([field.safeParse(text).success, documented.test(text)]).toEqual([false, false]);
    for (const text of ['a', ' Zoë ', '.'])
      expect([field.safeParse(text).success, documented.test(text)]).toEqual([true, true]);
  }
});
