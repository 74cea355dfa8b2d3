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
import { eventually } from '@tribe/testing';
import { SourceWatch } from './source-watch';

const source = 'services/goals/src/goal.ts';
const compiled = 'services/goals/dist/goal.js';
let root: string;
let restarts: string[][];
let said: string[];
let watch: SourceWatch;

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'tribe-watch-'));
  cpSync(path.join(repositoryRoot, '.swcrc'), path.join(root, '.swcrc'));
  write('proto/none.txt', '');
  write('libs/words/package.json', JSON.stringify({ name: '@tribe/words' }));
  write('libs/words/src/index.ts', 'export const word = 1;');
  const dependencies = { '@tribe/words': '*' };
  write('services/goals/package.json', JSON.stringify({ name: '@tribe/goals', dependencies }));
  write(source, 'export const goal = 1;');
  [restarts, said] = [[], []];
  watch = new SourceWatch({
    root,
    restart: async (services) => {
      restarts.push([...services]);
      return [...services];
    },
    say: (line) => said.push(line),
  });
  await watch.start();
});
afterEach(async () => {
  await watch.stop();
  rmSync(root, { recursive: true });
});

test('compiles a changed source and restarts its service', async () => {
  write(source, 'export const goal: number = 2;');
  await eventually(() => expect(restarts).toEqual([['goals']]));
  expect(readFileSync(path.join(root, compiled), 'utf8')).toContain('goal = 2');
  expect(said[0]).toMatch(/^goals restarted with goal\.ts \(\d\.\d s\)$/);
});

test('restarts the services that depend on a changed lib', async () => {
  write('libs/words/src/index.ts', 'export const word = 2;');
  await eventually(() => expect(restarts).toEqual([['goals']]));
});

test('restarts nothing for a source that does not compile, until it is corrected', async () => {
  write(source, 'export const goal = ;');
  await eventually(() => expect(said).toContain('Waiting for the next change …'));
  expect(restarts).toEqual([]);
  write(source, 'export const goal = 3;');
  await eventually(() => expect(restarts).toEqual([['goals']]));
});

test('deletes the compiled file of a deleted source', async () => {
  write(source, 'export const goal = 2;');
  await eventually(() => expect(restarts).toHaveLength(1));
  rmSync(path.join(root, source));
  await eventually(() => expect(restarts).toHaveLength(2));
  expect(existsSync(path.join(root, compiled))).toBe(false);
});

test('reports a changed contract and restarts nothing', async () => {
  write('proto/tribe/goals/v1/events.proto', 'syntax = "proto3";');
  await eventually(() =>
    expect(said[0]).toMatch(/^proto\/tribe\/goals\/v1\/events\.proto changed; restart npm start/),
  );
  expect(restarts).toEqual([]);
});
