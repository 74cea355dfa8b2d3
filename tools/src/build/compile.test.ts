import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { compiledWorkspaces, compileWorkspaces } from './compile';

let root: string;

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const compile = () => compileWorkspaces(root, ['libs/words']);
const compiled = (file: string) => readFileSync(path.join(root, 'libs/words/dist', file), 'utf8');

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'tribe-compile-'));
  cpSync(path.join(repositoryRoot, '.swcrc'), path.join(root, '.swcrc'));
  write('libs/words/src/index.ts', 'export const word: string = "goal";');
  write('libs/words/src/plural/plural.ts', 'export const plural: string = "goals";');
  write('libs/words/src/plural/plural.test.ts', 'test("plural", () => undefined);');
  await compile();
});
afterEach(() => rmSync(root, { recursive: true }));

test('compiles sources with source maps, but not tests', () => {
  expect(compiled('index.js')).toContain('word = "goal"');
  expect(compiled('plural/plural.js')).toContain('//# sourceMappingURL=plural.js.map');
  expect(compiled('plural/plural.js.map')).toContain('"../../src/plural/plural.ts"');
  expect(existsSync(path.join(root, 'libs/words/dist/plural/plural.test.js'))).toBe(false);
});

test('compiles only sources whose text has changed', async () => {
  write('libs/words/src/index.ts', 'export const word: string = "habit";');
  write('libs/words/src/plural/plural.ts', 'export const plural: string = "goals";');
  expect(await compile()).toBe(1);
  expect(compiled('index.js')).toContain('word = "habit"');
  expect(await compile()).toBe(0);
});

test('compiles everything after a change of the compiler settings', async () => {
  const settings = readFileSync(path.join(root, '.swcrc'), 'utf8');
  write('.swcrc', settings.replace('"sourceMaps": true', '"sourceMaps": false'));
  expect(await compile()).toBe(2);
});

test('deletes the compiled file of a deleted source', async () => {
  rmSync(path.join(root, 'libs/words/src/plural'), { recursive: true });
  await compile();
  expect(existsSync(path.join(root, 'libs/words/dist/plural/plural.js'))).toBe(false);
});

test('reports a syntax error with its line until it is corrected, and compiles the other sources', async () => {
  write('libs/words/src/index.ts', 'export const word = ;');
  write('libs/words/src/plural/plural.ts', 'export const plural: string = "habits";');
  await expect(compile()).rejects.toThrow(/index\.ts:1/);
  await expect(compile()).rejects.toThrow(/index\.ts:1/);
  expect(compiled('plural/plural.js')).toContain('habits');
  write('libs/words/src/index.ts', 'export const word = 1;');
  expect(await compile()).toBe(1);
});

test('compiles the workspaces with a build script', () => {
  const workspaces = compiledWorkspaces(repositoryRoot);
  expect(workspaces).toEqual(expect.arrayContaining(['libs/events', 'services/goals', 'tools']));
  expect(workspaces).not.toContain('e2e');
});
