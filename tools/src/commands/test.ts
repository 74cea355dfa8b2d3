import { findServerPrograms } from '../start/server-source';
import { runJest } from '../test-run/run-jest';
import { buildStep, checkSteps, contractSteps, runStep } from '../test-run/steps';
import { addCounts, summaryLine, type TestCounts } from '../test-run/test-counts';

/** `npm test` runs everything; `npm test -- <path or -t name>` runs only the matching tests. */
async function main(filter: string[]): Promise<TestCounts> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
  await findServerPrograms((line) => console.log(line));
  if (filter.length > 0) {
    // Tests of e2e start compiled services.
    const built = !mayRunEndToEnd(filter) || (await runStep(buildStep));
    return built ? runJest(filter, interrupted.signal) : { passed: 0, failed: 1 };
  }

  const counts: TestCounts[] = [];
  for (const step of [buildStep, ...checkSteps, ...contractSteps]) {
    const passed = await runStep(step);
    counts.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
    if (interrupted.signal.aborted) return addCounts([...counts, { passed: 0, failed: 1 }]);
  }
  console.log('\nTests');
  counts.push(await runJest([], interrupted.signal));
  return addCounts(counts);
}

/** A filter without a path, such as `-t <name>`, runs in every folder. */
function mayRunEndToEnd(filter: string[]): boolean {
  const paths = filter.filter((arg) => arg.includes('/') || /^[a-z0-9-]+$/.test(arg));
  return paths.length === 0 || paths.some((path) => path.includes('e2e'));
}

void main(process.argv.slice(2)).then(
  (counts) => {
    console.log(`\n${summaryLine(counts)}`);
    process.exit(counts.failed === 0 ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log(`\n${summaryLine({ passed: 0, failed: 1 })}`);
    process.exit(1);
  },
);
