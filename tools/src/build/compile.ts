import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

interface Compiler {
  compileWorkspaces(root: string, workspaces: readonly string[]): Promise<number>;
}

/** Plain JavaScript, because the launcher loads the same file before anything is compiled. */
const compiler = require(path.join(repositoryRoot, 'tools/bootstrap/compile.cjs')) as Compiler;

/**
 * Compiles the changed sources of workspaces from `src` to `dist`.
 *
 * @param workspaces folders relative to the root
 * @returns the number of changed files in `dist`
 * @throws Error that shows the position of a syntax error
 */
export function compileWorkspaces(root: string, workspaces: readonly string[]): Promise<number> {
  return compiler.compileWorkspaces(
    root,
    workspaces.map((folder) => path.join(root, folder)),
  );
}

/** Returns the folders of all workspaces with a build script, relative to the root. */
export function compiledWorkspaces(root: string): string[] {
  const { workspaces } = readManifest(root) as { workspaces: readonly string[] };
  const folders = workspaces.flatMap((pattern) => expand(root, pattern));
  return folders.filter((folder) => readManifest(path.join(root, folder)).scripts?.['build']);
}

/** Expands patterns such as `tools` and `libs/*`. */
function expand(root: string, pattern: string): string[] {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  return readdirSync(path.join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')));
}

function readManifest(folder: string): { readonly scripts?: Readonly<Record<string, string>> } {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  return JSON.parse(text) as { scripts?: Record<string, string> };
}
