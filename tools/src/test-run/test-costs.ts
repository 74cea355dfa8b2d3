import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

/** CPU seconds (user and system) that one test file used, its child processes included. */
export interface TestCost {
  readonly file: string;
  readonly seconds: number;
  /** CPU milliseconds of a fixed piece of work, measured after the file. */
  readonly fixedWorkMs: number;
}

/** A file that may cost more than the others, and why. */
interface Exception {
  readonly cpuSeconds: number;
  readonly reason: string;
}

export type Exceptions = Readonly<Record<string, Exception>>;

/** Maximum cost of a test file, in CPU seconds of the machine below. */
const budgetSeconds = 15;
/** The fixed piece of work on the machine on which the budgets were set, while the whole suite runs on its two cores. */
const referenceMs = 12;
const listed = 10;
const exceptionsFile = 'tools/jest/expensive-files.json';

/**
 * Prints the most expensive files and those over their budget.
 *
 * @returns how many files are over their budget
 */
export function reportCosts(costsFile: string, print: (line: string) => void): number {
  const costs = readCosts(costsFile);

  const exceptions = JSON.parse(
    readFileSync(path.join(repositoryRoot, exceptionsFile), 'utf8'),
  ) as Exceptions;

  const total = costs.reduce((sum, { seconds }) => sum + seconds, 0);

  if (costs.length > 1) {
    print(
      `\nTest files used ${total.toFixed(0)} CPU seconds, without the Postgres they share. The most expensive:`,
    );
    for (const { file, seconds } of mostExpensive(costs))
      print(`${seconds.toFixed(1).padStart(7)}  ${file}`);
  }

  const over = overBudget(costs, exceptions);

  for (const { file, seconds, budget } of over)
    print(
      `✖ ${file} used ${seconds.toFixed(1)} CPU seconds; its budget on this machine is ${budget.toFixed(1)} (${exceptionsFile})`,
    );

  return over.length;
}

function readCosts(costsFile: string): TestCost[] {
  if (!existsSync(costsFile)) return [];
  const lines = readFileSync(costsFile, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { testPath, ...cost } = JSON.parse(line) as Omit<TestCost, 'file'> & { testPath: string };
    return { file: path.relative(repositoryRoot, testPath), ...cost };
  });
}

/** The most expensive files, the first one first. */
export function mostExpensive(costs: readonly TestCost[]): TestCost[] {
  return [...costs].sort((a, b) => b.seconds - a.seconds).slice(0, listed);
}

/** Files that cost more than the budget of every file, or than their exception allows. */
export function overBudget(costs: readonly TestCost[], exceptions: Exceptions) {
  const factor = slowness(costs);
  return costs
    .map((cost) => ({
      file: cost.file,
      seconds: cost.seconds,
      budget: (exceptions[cost.file]?.cpuSeconds ?? budgetSeconds) * factor,
    }))
    .filter(({ seconds, budget }) => seconds > budget);
}

/**
 * Returns how many times slower this machine was during the run than the machine on which the budgets were set; at
 * least 1.
 */
function slowness(costs: readonly TestCost[]): number {
  const sorted = costs.map(({ fixedWorkMs }) => fixedWorkMs).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? referenceMs;
  return Math.max(1, median / referenceMs);
}
