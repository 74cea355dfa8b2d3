import { mostExpensive, overBudget } from './test-costs';

const costs = [
  { file: 'libs/a.test.ts', seconds: 2 },
  { file: 'e2e/b.test.ts', seconds: 16 },
  { file: 'e2e/c.test.ts', seconds: 40 },
];
const exceptions = { 'e2e/c.test.ts': { cpuSeconds: 45, reason: 'kills processes' } };

test('lists the most expensive file first', () => {
  expect(mostExpensive(costs).map(({ file }) => file)).toEqual([
    'e2e/c.test.ts',
    'e2e/b.test.ts',
    'libs/a.test.ts',
  ]);
});

test('refuses a file over 15 CPU seconds, unless its exception allows more', () => {
  expect(overBudget(costs, exceptions)).toEqual([
    { file: 'e2e/b.test.ts', seconds: 16, budget: 15 },
  ]);
});

test('refuses a file over what its exception allows', () => {
  expect(overBudget([{ file: 'e2e/c.test.ts', seconds: 46 }], exceptions)).toHaveLength(1);
});
