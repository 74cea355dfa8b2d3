import { assemble, secondsUntilNext } from './data-export.rules';

test('the pieces of a section become one list, in their order, and a service without data is there too', () => {
  expect(
    assemble([
      { service: 'goals', section: 'goals', rows: [1, 2] },
      { service: 'goals', section: 'contributions', rows: ['a'] },
      { service: 'goals', section: 'goals', rows: [3] },
      { service: 'goals', section: '', rows: [] },
      { service: 'notifications', section: '', rows: [] },
    ]),
  ).toEqual({ goals: { goals: [1, 2, 3], contributions: ['a'] }, notifications: {} });
});

test('everything can be asked for once a day', () => {
  const now = new Date('2026-03-02T12:00:00Z');
  expect(secondsUntilNext(undefined, now)).toBeUndefined();
  expect(secondsUntilNext(new Date('2026-03-01T12:00:00Z'), now)).toBeUndefined();
  expect(secondsUntilNext(new Date('2026-03-01T12:00:01Z'), now)).toBe(1);
});
