import { addCounts, countJest, summaryLine } from './test-counts';

const report = {
  numPassedTests: 10,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 3,
};

test('counts skipped tests, todos and files that fail to load as failures', () => {
  expect(countJest(report, false)).toEqual({ passed: 10, failed: 7 });
});

test('does not count tests that a name filter excludes as failures', () => {
  expect(countJest(report, true)).toEqual({ passed: 10, failed: 4 });
});

test('the last line contains the totals', () => {
  const counts = addCounts([
    { passed: 1, failed: 0 },
    { passed: 0, failed: 1 },
    { passed: 41, failed: 0 },
  ]);
  expect(summaryLine(counts)).toBe('42 passed, 1 failed');
});
