import { RecentIds } from './recent-ids';

test('a push that arrives again is not new', () => {
  const recent = new RecentIds();
  expect(recent.isNew('goal.update', { id: 'a' })).toBe(true);
  expect(recent.isNew('goal.update', { id: 'a' })).toBe(false);
  expect(recent.isNew('notification.new', { id: 'a' })).toBe(true);
});

test('a payload without an id is always new', () => {
  const recent = new RecentIds();
  expect([recent.isNew('typing', {}), recent.isNew('typing', {})]).toEqual([true, true]);
});

test('only the last 500 ids are kept', () => {
  const recent = new RecentIds();
  for (let id = 0; id <= 500; id += 1) recent.isNew('goal.update', { id: `${id}` });
  expect(recent.isNew('goal.update', { id: '1' })).toBe(false);
  expect(recent.isNew('goal.update', { id: '0' })).toBe(true);
});
