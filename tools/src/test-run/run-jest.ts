import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ObjectServer,
  objectStorageUrl,
  prepareTestTemplate,
  repositoryRoot,
  startThrowawayPostgres,
} from '@tribe/local-servers';
import { createFastFolder } from './fast-folder';
import { runProgram } from './run-program';
import { reportCosts } from './test-costs';
import { countJest, type JestReport, type TestCounts } from './test-counts';

/** One more than cores, because tests wait now and then; bounded, because a worker uses up to 1.5 GB. */
const workers = Math.min(availableParallelism() + 1, 8);

/** Maximum time that Jest may run after its report, while it waits for open handles. */
const openHandlesGraceMs = 20_000;

/**
 * Starts a temporary Postgres with all schemas migrated and a temporary S3 server, and runs Jest with them.
 *
 * @param filter arguments for Jest: paths, or `-t <name>`
 */
export async function runJest(filter: string[], interrupted: AbortSignal): Promise<TestCounts> {
  const folder = createFastFolder();
  // All temporary folders are created in this folder, also by child processes.
  process.env['TMPDIR'] = folder;

  const objects = new ObjectServer({
    folder: path.join(folder, 'objects'),
    secretKey: randomUUID(),
  });

  const objectsStarted = objects.start();
  // Awaited below; without this, a failure before that would end the process.
  objectsStarted.catch(() => undefined);
  const postgres = await startThrowawayPostgres({ trusting: true });

  try {
    const problems = await prepareTestTemplate(postgres.url);
    for (const problem of problems) console.error(`The schema of ${problem}`);
    await objectsStarted;
    if (interrupted.aborted) return { passed: 0, failed: 1 };
    const objectsUrl = objectStorageUrl(objects.storage);

    const counts = await jestWith(
      { folder, postgresUrl: postgres.url, objectsUrl },
      filter,
      interrupted,
    );

    // A migration problem fails a complete run, but not a filtered run of other folders.
    return filter.length > 0 ? counts : { ...counts, failed: counts.failed + problems.length };
  } finally {
    await Promise.allSettled([objectsStarted]);
    await Promise.all([objects.wipe(), postgres.wipe()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Surroundings {
  readonly folder: string;
  readonly postgresUrl: string;
  readonly objectsUrl: string;
}

async function jestWith(
  { folder, postgresUrl, objectsUrl }: Surroundings,
  filter: string[],
  interrupted: AbortSignal,
): Promise<TestCounts> {
  const reportFile = path.join(folder, 'report.json');
  const costsFile = path.join(folder, 'costs.jsonl');
  const jest = path.join(repositoryRoot, 'node_modules/jest/bin/jest.js');

  const args = [
    `--maxWorkers=${workers}`,
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
      TRIBE_TEST_OBJECTS_URL: objectsUrl,
      TRIBE_TEST_COSTS: costsFile,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
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
  const tooExpensive = reportCosts(costsFile, (line) => console.log(line));
  if (hanging)
    console.error('Jest did not exit, because a test left a server, connection or timer open.');

  return { ...counts, failed: counts.failed + tooExpensive + (hanging ? 1 : 0) };
}

/** Resolves to false when Jest is still running after the grace period. */
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
