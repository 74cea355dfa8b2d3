import { existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { affectedBy } from './affected-files.rules';
import { runProgram } from './run-program';

/**
 * Returns the paths of the tests that may be affected by the changes since a commit, according to the graph of imports.
 *
 * @param since a commit; uncommitted changes count too
 * @returns undefined when any test may be affected
 * @throws Error when git does not know the commit
 */
export async function affectedTests(since: string): Promise<string[] | undefined> {
  const { all, sources, tests } = affectedBy(await changedFiles(since));
  if (all) return undefined;

  const present = sources
    .map((file) => path.join(repositoryRoot, file))
    .filter((file) => existsSync(file));

  if (present.length === 0) return tests.map((file) => path.join(repositoryRoot, file));
  const jest = path.join(repositoryRoot, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--listTests', '--json', '--findRelatedTests', ...present];
  const { code, output } = await runProgram(process.execPath, args);
  if (code !== 0) throw new Error(`Jest could not list the tests:\n${output}`);
  const related = JSON.parse(output.slice(output.indexOf('['))) as string[];

  return [...related, ...tests.map((file) => path.join(repositoryRoot, file))];
}

async function changedFiles(since: string): Promise<string[]> {
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', since),
    git('ls-files', '--others', '--exclude-standard'),
  ]);
  return [...changed, ...added];
}

async function git(...args: string[]): Promise<string[]> {
  const { code, output } = await runProgram('git', args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output.trim()}`);
  return output.split('\n').filter(Boolean);
}
