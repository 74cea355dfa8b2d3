import { todayIn } from './user-calendar';

test('the date changes at the start of the day of the user', () => {
  const calendar = { timezone: 'Africa/Nairobi', dayStartsAtMinute: 180 };
  const dateAt = (time: string) => todayIn(calendar, new Date(time));
  expect(dateAt('2026-11-27T23:59:59Z')).toEqual(new Date('2026-11-27'));
  expect(dateAt('2026-11-28T00:00:00Z')).toEqual(new Date('2026-11-28'));
});

test('the day begins at the same time on the clock when summer time begins and ends', () => {
  const calendar = { timezone: 'Europe/Berlin', dayStartsAtMinute: 180 };
  const dateAt = (time: string) => todayIn(calendar, new Date(time));
  expect(dateAt('2026-03-29T00:59:59Z')).toEqual(new Date('2026-03-28'));
  expect(dateAt('2026-03-29T01:00:00Z')).toEqual(new Date('2026-03-29'));
  expect(dateAt('2026-10-25T01:59:59Z')).toEqual(new Date('2026-10-24'));
  expect(dateAt('2026-10-25T02:00:00Z')).toEqual(new Date('2026-10-25'));
});
