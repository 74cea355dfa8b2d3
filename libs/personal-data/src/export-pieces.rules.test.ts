import { piecesOf } from './export-pieces.rules';

test('puts a page of small rows into one piece', () => {
  expect(piecesOf({ section: 'goals', rows: [{ id: 1 }, { id: 2 }] })).toEqual([
    { section: 'goals', rows: '[{"id":1},{"id":2}]' },
  ]);
});

test('splits a page that exceeds one message without losing rows', () => {
  const rows = Array.from({ length: 500 }, (_, id) => ({ id, note: 'x'.repeat(1_000) }));
  const pieces = piecesOf({ section: 'contributions', rows });
  expect(pieces.length).toBeGreaterThan(3);
  for (const piece of pieces) expect(piece.rows.length).toBeLessThan(140_000);
  expect(pieces.flatMap((piece) => JSON.parse(piece.rows))).toEqual(rows);
});

test('returns no piece for a page without rows', () => {
  expect(piecesOf({ section: 'goals', rows: [] })).toEqual([]);
});
