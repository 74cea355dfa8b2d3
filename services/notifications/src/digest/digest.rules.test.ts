import { summaryDateOf } from './digest.rules';

const dueAt = (now: string, fields: object = {}) =>
  summaryDateOf(
    {
      userId: '',
      timezone: 'Africa/Nairobi',
      lastDate: '2027-06-04',
      ...fields,
    },
    new Date(now),
  );

test('a summary is due from eight in the morning on the clock of the user, once per local date', () => {
  expect(dueAt('2027-06-05T04:59:00Z')).toBeUndefined();
  expect(dueAt('2027-06-05T05:00:00Z')).toBe('2027-06-05');
  expect(dueAt('2027-06-05T20:00:00Z', { lastDate: '2027-06-05' })).toBeUndefined();
  expect(dueAt('2027-06-05T05:00:00Z', { lastDate: null })).toBe('2027-06-05');
});

test('a user who flies west over the date line gets no second summary of the date', () => {
  const fields = { timezone: 'Pacific/Honolulu', lastDate: '2027-06-05' };
  expect(dueAt('2027-06-05T19:00:00Z', fields)).toBeUndefined();
  expect(dueAt('2027-06-06T19:00:00Z', fields)).toBe('2027-06-06');
});
