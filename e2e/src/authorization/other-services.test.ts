import { reviewsAnswers } from './reviews.test-support';
import { hasOwnFile, tables } from './tables';

const others = tables.filter((table) => !hasOwnFile(table));

test('every table is tested in exactly one test file', () => {
  expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
});

if (others.length > 0) reviewsAnswers(others);
