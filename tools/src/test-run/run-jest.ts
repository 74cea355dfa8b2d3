import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareTestTemplate, startThrowawayPostgres } from '../database/test-database';
import { repositoryRoot } from '../topology/repository-root';
import { runProgram } from './run-program';
import { countJest, type JestReport, type TestCounts } from './test-counts';

/** Jest waits for everything a test left open; after this long past its report, we do not. */
const openHandlesGraceMs = 20_000;

/**
 * Starts a throwaway Postgres with every schema migrated and runs Jest against it.
 *
 * @param filter arguments for Jest: paths, or `-t <name>`
 */
export async function runJest(filter: string[], interrupted: AbortSignal): Promise<TestCounts> {
  const postgres = await startThrowawayPostgres();
  try {
    const problems = await prepareTestTemplate(postgres.url);
    for (const problem of problems) console.error(`The schema of ${problem}`);
    if (interrupted.aborted) return { passed: 0, failed: 1 };
    const counts = await jestWith(postgres.url, filter, interrupted);
    // Somebody working on one folder is not stopped by another's half-written migration; a whole run is.
    return filter.length > 0 ? counts : { ...counts, failed: counts.failed + problems.length };
  } finally {
    await postgres.wipe();
  }
}

async function jestWith(postgresUrl: string, filter: string[], interrupted: AbortSignal): Promise<TestCounts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-jest-'));
  const reportFile = path.join(folder, 'report.json');
  const jest = path.join(repositoryRoot, 'node_modules/jest/bin/jest.js');
  const args = [
    '--maxWorkers=2',
    '--workerIdleMemoryLimit=1500MB',
    '--passWithNoTests=false',
    '--json',
    `--outputFile=${reportFile}`,
    ...filter,
  ];
  const stop = new AbortController();
  const running = runProgram(process.execPath, [jest, ...args], {
    env: {
      ...process.env,
      TRIBE_TEST_POSTGRES_URL: postgresUrl,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      NODE_ENV: 'test',
    },
    show: true,
    signal: AbortSignal.any([interrupted, stop.signal]),
  });
  const ended = running.then(() => true);
  const hanging = !(await Promise.race([ended, hangsAfterReport(reportFile, ended)]));
  if (hanging) stop.abort();
  await running;
  const counts = readReport(reportFile, filter);
  rmSync(folder, { recursive: true, force: true });
  if (!hanging) return counts;
  console.error('Jest did not exit: a test left a server, connection or timer open.');
  return { ...counts, failed: counts.failed + 1 };
}

/** Resolves to false when Jest has reported and still runs after the grace period. */
async function hangsAfterReport(reportFile: string, ended: Promise<boolean>): Promise<boolean> {
  let done = false;
  void ended.then(() => (done = true));
  while (!done && !existsSync(reportFile)) await sleep(200, undefined, { ref: false });
  if (!done) await Promise.race([ended, sleep(openHandlesGraceMs, undefined, { ref: false })]);
  return done;
}

function readReport(reportFile: string, filter: string[]): TestCounts {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport;
  const nameFilter = filter.some((arg) => /^(-t|--testNamePattern)(=|$)/.test(arg));
  return countJest(report, nameFilter);
}
