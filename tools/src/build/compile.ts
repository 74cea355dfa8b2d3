import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

interface Compiler {
  compileWorkspaces(root: string, workspaces: readonly string[]): Promise<number>;
}

/** The launcher loads the same file before anything is compiled, which is why it is plain JavaScript. */
const compiler = require(path.join(repositoryRoot, 'tools/bootstrap/compile.cjs')) as Compiler;

/**
 * Compiles the changed sources of workspaces from `src` into `dist`.
 *
 * @param workspaces folders relative to the root
 * @returns how many files of `dist` changed
 * @throws Error that shows the place of a syntax error
 */
export function compileWorkspaces(root: string, workspaces: readonly string[]): Promise<number> {
  return compiler.compileWorkspaces(
    root,
    workspaces.map((folder) => path.join(root, folder)),
  );
}

/** The folders of all workspaces that are compiled, relative to the root. */
export function compiledWorkspaces(root: string): string[] {
  const { workspaces } = readManifest(root) as { workspaces: readonly string[] };
  const folders = workspaces.flatMap((pattern) => expand(root, pattern));
  return folders.filter((folder) => readManifest(path.join(root, folder)).scripts?.['build']);
}

/** Patterns are `tools` or `libs/*`. */
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
