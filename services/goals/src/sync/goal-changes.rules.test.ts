import { changesOf } from './goal-changes.rules';

const row = (id: string, isGone = false) => ({ id, isGone });

test('changes are those of the limit, and a further one is a gap', () => {
  const rows = [row('a'), row('b', true), row('c')];
  const all = { changed: ['a', 'c'], removedIds: ['b'], hasGap: false };
  expect(changesOf(rows, 3, ({ id }) => id)).toEqual(all);
  expect(changesOf(rows, 2, ({ id }) => id)).toEqual({
    changed: ['a'],
    removedIds: ['b'],
    hasGap: true,
  });
});

test('changes that are too long for an answer end with a gap', () => {
  const long = 'x'.repeat(50_000);
  const rows = [row('a'), row('b'), row('c')];
  expect(changesOf(rows, 3, () => long)).toEqual({ changed: [long], removedIds: [], hasGap: true });
});
