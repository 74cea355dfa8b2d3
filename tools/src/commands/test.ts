import { runJest } from '../test-run/run-jest';
import { buildStep, checkSteps, contractSteps, runStep } from '../test-run/steps';
import { addCounts, summaryLine, type TestCounts } from '../test-run/test-counts';

/** `npm test` runs everything; `npm test -- <path or -t name>` runs only the matching tests. */
async function main(filter: string[]): Promise<TestCounts> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());
  if (filter.length > 0) return runJest(filter, interrupted.signal);

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

void main(process.argv.slice(2)).then(
  (counts) => {
    console.log(`\n${summaryLine(counts)}`);
    process.exit(counts.failed === 0 ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    console.log(`\n${summaryLine({ passed: 0, failed: 1 })}`);
    process.exit(1);
  },
);
