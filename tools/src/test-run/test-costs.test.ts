import { mostExpensive, overBudget } from './test-costs';

const costs = [
  { file: 'libs/a.test.ts', seconds: 2, fixedWorkMs: 12 },
  { file: 'e2e/b.test.ts', seconds: 16, fixedWorkMs: 12 },
  { file: 'e2e/c.test.ts', seconds: 40, fixedWorkMs: 12 },
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
  expect(
    overBudget([{ file: 'e2e/c.test.ts', seconds: 46, fixedWorkMs: 12 }], exceptions),
  ).toHaveLength(1);
});

test('allows more on a machine that does the same work more slowly', () => {
  const onSlowMachine = costs.map((cost) => ({ ...cost, fixedWorkMs: 18 }));
  expect(overBudget(onSlowMachine, exceptions)).toEqual([]);
});
