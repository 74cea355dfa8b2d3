import { existsSync } from 'node:fs';
import path from 'node:path';
import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { keyOf } from './matrix';
import { operationsOf } from './reviews.test-support';
import { tables } from './tables';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
}, 60_000);
afterAll(() => tribe.stop());

test('every operation has a reviewed row', async () => {
  const rows = Object.values(tables).flatMap(({ rows: table }) => Object.keys(table));
  const served = (await operationsOf(tribe)).map(keyOf);
  expect(served.filter((key) => !rows.includes(key))).toEqual([]);
});

test('every table of rows is reviewed by a test file of its own', () => {
  const files = Object.keys(tables).map((name) => `${name}.test.ts`);
  expect(files.filter((file) => !existsSync(path.join(__dirname, file)))).toEqual([]);
});
