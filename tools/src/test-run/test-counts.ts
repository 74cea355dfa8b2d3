/** The counts of `N passed, N failed`. */
export interface TestCounts {
  passed: number;
  failed: number;
}

/** The part of Jest's `--json` report that is read. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * Counts skipped tests, `todo`s and files that fail to load as failures. With a name filter (`-t`), skipped tests do
 * not count.
 */
export function countJest(report: JestReport, nameFilter: boolean): TestCounts {
  const notRun = nameFilter ? 0 : report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites + notRun,
  };
}

export function addCounts(counts: TestCounts[]): TestCounts {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Returns the last line of a test run. */
export function summaryLine({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`;
}
