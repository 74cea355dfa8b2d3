import { fillWith, formatMoment } from './mail-text.rules';

const moment = new Date('2026-03-01T12:30:00Z');

test.each([
  ['en', 'Africa/Nairobi', 'March 1, 2026 at 3:30 PM GMT+3'],
  ['en-GB', 'UTC', '1 March 2026 at 12:30 UTC'],
  ['de', 'Europe/Berlin', '1. März 2026 um 13:30 MEZ'],
  ['en', 'Mars/Olympus', 'March 1, 2026 at 12:30 PM UTC'],
])('in %s, somebody in %s reads %s', (locale, timeZone, text) => {
  expect(formatMoment(moment, { locale, timeZone }).replaceAll('\u202f', ' ')).toBe(text);
});

test('what is filled in is not filled again', () => {
  expect(fillWith({ name: '{address}', address: 'x' })('{name} {nobody}!')).toBe('{address} !');
});
