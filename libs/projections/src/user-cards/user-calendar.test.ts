import { todayIn } from './user-calendar';

test('the date changes at the start of the day of the user', () => {
  const calendar = { timezone: 'Africa/Nairobi', dayStartsAtMinute: 180 };
  const dateAt = (time: string) => todayIn(calendar, new Date(time));
  expect(dateAt('2026-11-27T23:59:59Z')).toEqual(new Date('2026-11-27'));
  expect(dateAt('2026-11-28T00:00:00Z')).toEqual(new Date('2026-11-28'));
});
