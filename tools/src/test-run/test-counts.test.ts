import { addCounts, countJest, summaryLine } from './test-counts';

const report = {
  numPassedTests: 10,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 3,
};

test('a skipped test, a todo and a file that does not load are failures', () => {
  expect(countJest(report, false)).toEqual({ passed: 10, failed: 7 });
});

test('with a name filter, the tests it leaves out are no failures', () => {
  expect(countJest(report, true)).toEqual({ passed: 10, failed: 4 });
});

test('the last line adds everything up', () => {
  const counts = addCounts([
    { passed: 1, failed: 0 },
    { passed: 0, failed: 1 },
    { passed: 41, failed: 0 },
  ]);
  expect(summaryLine(counts)).toBe('42 passed, 1 failed');
});
