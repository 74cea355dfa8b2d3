import { calendarDateIn } from './calendar-date';

const now = new Date('2026-11-27T13:38:00Z');

test.each([
  ['UTC', '2026-11-27'],
  ['Pacific/Kiritimati', '2026-11-28'],
  ['Pacific/Pago_Pago', '2026-11-27'],
  ['Mars/Olympus', '2026-11-27'],
])('in %s, the date is %s', (timezone, date) => {
  expect(calendarDateIn(timezone, now)).toEqual(new Date(date));
});

test('in the evening west of Greenwich, the date is that of the day before', () => {
  const evening = new Date('2027-01-01T04:00:00Z');
  expect(calendarDateIn('America/New_York', evening)).toEqual(new Date('2026-12-31'));
});
