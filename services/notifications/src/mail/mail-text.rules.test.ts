import { fillWith, formatMoment } from './mail-text.rules';

const moment = new Date('2026-03-01T12:30:00Z');

test.each([
  ['en', 'Africa/Nairobi', 'March 1, 2026 at 3:30 PM GMT+3'],
  ['en-GB', 'UTC', '1 March 2026 at 12:30 UTC'],
  ['de', 'Europe/Berlin', '1. März 2026 um 13:30 MEZ'],
  ['en', 'Mars/Olympus', 'March 1, 2026 at 12:30 PM UTC'],
])('in locale %s and time zone %s, the time is %s', (locale, timeZone, text) => {
  expect(formatMoment(moment, { locale, timeZone }).replaceAll('\u202f', ' ')).toBe(text);
});

test('placeholders in a value are not replaced', () => {
  expect(fillWith({ name: '{address}', address: 'x' })('{name} {nobody}!')).toBe('{address} !');
});
