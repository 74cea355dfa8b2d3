import { findServerPrograms } from '@tribe/local-servers';
import { affectedTests } from '../test-run/affected-tests';
import { cpuSeconds } from '../test-run/cpu-time';
import { runJest } from '../test-run/run-jest';
import { buildStep, checkSteps, contractSteps, runStep, type Step } from '../test-run/steps';
import { addCounts, summaryLine, type TestCounts } from '../test-run/test-counts';

/**
 * `npm test` runs all checks and tests, `npm test -- <path or -t name>` only the matching tests, and `npm test --
 * --changed[=commit]` the tests that may be affected by the changes since the commit (by default the last).
 */
async function main(filter: string[]): Promise<TestCounts> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => interrupted.abort());
  await findServerPrograms((line) => console.log(line));
  const changed = filter.find((arg) => /^--changed(=|$)/.test(arg));
  if (changed) return runAffected(changed.split('=')[1] ?? 'HEAD', interrupted.signal);

  return filter.length > 0 ? runSome(filter, interrupted.signal) : runAll(interrupted.signal);
}

async function runAffected(since: string, interrupted: AbortSignal): Promise<TestCounts> {
  const tests = await affectedTests(since);
  if (tests === undefined) return runAll(interrupted);
  console.log(`${tests.length} test files may be affected by the changes since ${since}.`);

  return tests.length === 0 ? { passed: 0, failed: 0 } : runSome(tests, interrupted);
}

async function runSome(filter: string[], interrupted: AbortSignal): Promise<TestCounts> {
  // Some tests start compiled services.
  const built = await buildStep.run();
  if (built.code === 0) return runJest(filter, interrupted);
  console.error(built.output);

  return { passed: 0, failed: 1 };
}

/** Runs checks and tests concurrently, because the tests leave a core idle at times. */
async function runAll(interrupted: AbortSignal): Promise<TestCounts> {
  const build = await runSteps([buildStep], interrupted);

  const counts = await Promise.all([
    runSteps([...checkSteps, ...contractSteps], interrupted),
    runJest([], interrupted),
  ]);

  console.log(`The whole run used ${cpuSeconds().toFixed(0)} CPU seconds.`);

  return addCounts([build, ...counts]);
}

async function runSteps(steps: readonly Step[], interrupted: AbortSignal): Promise<TestCounts> {
  const counts: TestCounts[] = [];
  for (const step of steps) {
    if (interrupted.aborted) break;
    const passed = await runStep(step);
    counts.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  }
  return addCounts([...counts, { passed: 0, failed: interrupted.aborted ? 1 : 0 }]);
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
