import { existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { compiledWorkspaces, compileWorkspaces } from '../build/compile';
import { checkConventions } from '../conventions/check-conventions';
import { runProgram, type ProgramResult } from './run-program';

/** A named check. */
export interface Step {
  title: string;
  run(): Promise<ProgramResult>;
}

/** The last published contracts, written by `npm run contracts:release`. */
export const releasedContracts = path.join(repositoryRoot, 'proto/released.binpb');

/** Compiles the changed files of all workspaces. */
export const buildStep: Step = { title: 'Build', run: build };

/** The steps of `npm run check`, which need no servers and no tests. */
export const checkSteps: Step[] = [
  { title: 'Format (npx oxfmt corrects it)', run: () => runProgram('oxfmt', ['--check', '.']) },
  {
    title: 'Lint and types',
    run: () => runProgram('oxlint', ['--type-aware', '--type-check', '--quiet']),
  },
  {
    title: 'Architecture',
    run: () =>
      runProgram('depcruise', [
        '--config',
        '.dependency-cruiser.cjs',
        'libs',
        'services',
        'tools',
        'e2e',
      ]),
  },
  { title: 'Conventions', run: checkConventions },
];

export const contractSteps: Step[] = [
  { title: 'Contracts: style (buf lint)', run: () => runProgram('buf', ['lint']) },
  { title: 'Contracts: compatibility (buf breaking)', run: checkCompatibility },
];

async function build(): Promise<ProgramResult> {
  try {
    const files = await compileWorkspaces(repositoryRoot, compiledWorkspaces(repositoryRoot));
    return { code: 0, output: `${files} files` };
  } catch (error) {
    return { code: 1, output: error instanceof Error ? error.message : String(error) };
  }
}

async function checkCompatibility(): Promise<ProgramResult> {
  if (!existsSync(releasedContracts)) {
    return {
      code: 1,
      output: 'proto/released.binpb is missing; create it with npm run contracts:release',
    };
  }
  return runProgram('buf', ['breaking', '--against', releasedContracts]);
}

/** Runs a step, and prints its output if it fails. */
export async function runStep({ title, run }: Step): Promise<boolean> {
  const started = Date.now();
  const { code, output } = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✖'} ${title} (${seconds} s)`);
  if (code !== 0) console.log(`\n${output.trim()}\n`);

  return code === 0;
}
