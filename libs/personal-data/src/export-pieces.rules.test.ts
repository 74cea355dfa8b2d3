import { piecesOf } from './export-pieces.rules';

test('a page of small rows is one piece', () => {
  expect(piecesOf({ section: 'goals', rows: [{ id: 1 }, { id: 2 }] })).toEqual([
    { section: 'goals', rows: '[{"id":1},{"id":2}]' },
  ]);
});

test('a page that is too long for a message becomes several, and no row is lost', () => {
  const rows = Array.from({ length: 500 }, (_, id) => ({ id, note: 'x'.repeat(1_000) }));
  const pieces = piecesOf({ section: 'contributions', rows });
  expect(pieces.length).toBeGreaterThan(3);
  for (const piece of pieces) expect(piece.rows.length).toBeLessThan(140_000);
  expect(pieces.flatMap((piece) => JSON.parse(piece.rows))).toEqual(rows);
});

test('a page without rows is nothing', () => {
  expect(piecesOf({ section: 'goals', rows: [] })).toEqual([]);
});
