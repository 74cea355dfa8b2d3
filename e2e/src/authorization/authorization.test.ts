import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { keyOf } from './matrix';
import { operationsOf } from './reviews.test-support';
import { tables } from './tables';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

test('every operation has a reviewed row', async () => {
  const rows = tables.flatMap((table) => Object.keys(table.rows));
  const served = (await operationsOf(tribe)).map(keyOf);
  expect(served.filter((key) => !rows.includes(key))).toEqual([]);
});
