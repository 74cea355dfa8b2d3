import { contactNumbers, isCountry } from './contact-numbers.rules';

test.each([
  ['0712 345 678', 'KE', '+254712345678'],
  ['712345678', 'KE', '+254712345678'],
  ['(0712) 345-678', 'KE', '+254712345678'],
  ['+254 712 345 678', 'US', '+254712345678'],
  ['+254712345678', undefined, '+254712345678'],
  ['00254712345678', 'KE', '+254712345678'],
  ['00254712345678', undefined, '+254712345678'],
  ['011 254 712 345 678', 'US', '+254712345678'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['0172 1234567', 'DE', '+491721234567'],
  ['٠٧١٢٣٤٥٦٧٨', 'KE', '+254712345678'],
] as const)('reads %s in %s as %s', (text, country, expected) => {
  expect(contactNumbers([text], country)).toEqual([expected]);
});

test.each([
  ['0712345678', undefined],
  ['', 'KE'],
  ['Wanjiru', 'KE'],
  ['*100#', 'KE'],
  ['123', 'KE'],
  ['+254', 'KE'],
  ['+999 1234567', 'KE'],
  ['call +254712345678 now', 'KE'],
  ['7'.repeat(64), 'KE'],
  [`+254${'1'.repeat(15)}`, 'KE'],
] as const)('ignores %s in %s', (text, country) => {
  expect(contactNumbers([text], country)).toEqual([]);
});

test('returns a number that is written in several ways once', () => {
  expect(
    contactNumbers(['0712345678', '+254712345678', '00254 712 345 678', '+254712345679'], 'KE'),
  ).toEqual(['+254712345678', '+254712345679']);
});

test('isCountry knows the countries of ISO 3166', () => {
  expect(['KE', 'US', 'GB', 'XX', 'ke', '', 'toString'].map(isCountry)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
