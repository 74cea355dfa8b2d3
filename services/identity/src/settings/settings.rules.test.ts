import fc from 'fast-check';
import { localeOf, minuteOf, plainTag, timeOf } from './settings.rules';

test('converts every minute of a day to a time and back', () => {
  for (let minute = 0; minute < 1440; minute++) expect(minuteOf(timeOf(minute))).toBe(minute);
  expect([timeOf(0), timeOf(390), timeOf(1439)]).toEqual(['00:00', '06:30', '23:59']);
});

test.each([
  ['en', 'en'],
  ['sw-ke', 'sw-KE'],
  ['DE-at', 'de-AT'],
  ['es-419', 'es-419'],
  ['fr-Latn-CA', 'fr-Latn-CA'],
  ['en-GB-u-ca-buddhist-nu-thai', 'en-GB'],
])('reads the tag %s as the locale %s', (tag, locale) => expect(localeOf(tag)).toBe(locale));

test.each([
  '',
  'tlh',
  'pt-BR',
  'english',
  'en_US',
  'en-',
  '../en',
  `en-${'abcde-'.repeat(20)}fghij`,
])('refuses the tag %j', (tag) => expect(localeOf(tag)).toBeUndefined());

test('the document allows only tags of languages that are supported', () => {
  expect(['en', 'fr-RW', 'es-419', 'de-Latn-AT'].every((tag) => plainTag.test(tag))).toBe(true);

  fc.assert(
    fc.property(fc.stringMatching(plainTag), (tag) => {
      expect(localeOf(tag)).toBeDefined();
    }),
  );
});
