/** What `N passed, N failed` adds up. */
export interface TestCounts {
  passed: number;
  failed: number;
}

/** The part of Jest's `--json` report that is counted. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * A test that did not run is not a test that passed: skipped tests, `todo`s and files that could not be loaded count
 * as failures. Only with a name filter (`-t`) are the others skipped on purpose.
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

/** The last line of every test run. */
export function summaryLine({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`;
}
