import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPrograms } from './find-programs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-programs-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

test('finds programs on PATH', () => {
  const nats = program('bin/nats-server');
  const { programs } = findPrograms({ PATH: path.join(folder, 'bin') }, folder, []);
  expect(programs.nats).toBe(nats);
});

test('returns the newest supported Postgres of the system', () => {
  program('9/bin/postgres');
  program('14/bin/postgres');
  program('15/bin/postgres');
  const newest = program('16/bin/postgres');
  expect(findPrograms({ PATH: '' }, folder, []).programs.postgres).toBe(newest);
});

test('ignores files that are not executable and lists missing programs', () => {
  program('16/bin/postgres', 0o644);
  program('16/bin/initdb', 0o644);
  const { programs, missing } = findPrograms({ PATH: '' }, folder, []);
  expect(programs.postgres).toBeUndefined();
  expect(missing).toEqual(expect.arrayContaining(['postgres', 'initdb']));
});
