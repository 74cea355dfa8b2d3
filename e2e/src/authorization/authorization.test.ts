import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { type Endpoint, endpointsOf, type OpenApi } from '../hostile/operations';
import { Cast } from './cast';
import { deviationsInside, deviationsOf, keyOf, review } from './matrix';
import type { Row } from './row';
import { tables } from './tables';

let tribe: Tribe;
let cast: Cast;
let operations: Endpoint[];

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  cast = await Cast.form(tribe);
  operations = endpointsOf((await tribe.client().get<OpenApi>('/openapi.json')).body);
}, 60_000);
afterAll(() => tribe.stop());

const rowsOf = (owner: string): ReadonlyArray<readonly [string, Row]> => Object.entries(tables[owner] ?? {});
const operationOf = (key: string) => operations.find((operation) => keyOf(operation) === key);

test('every operation has a reviewed row, and every row an operation', () => {
  const rows = Object.keys(tables).flatMap((owner) => rowsOf(owner).map(([key]) => key));
  const served = operations.map(keyOf);
  expect({
    withoutRow: served.filter((key) => !rows.includes(key)),
    withoutOperation: rows.filter((key) => !served.includes(key)),
  }).toEqual({ withoutRow: [], withoutOperation: [] });
});

test.each(Object.keys(tables))(
  '%s answers everybody as reviewed',
  async (owner) => {
    const deviations: string[] = [];
    for (const [key, row] of rowsOf(owner)) {
      const operation = operationOf(key);
      if (!operation) continue;
      const reviewed = await review(cast, operation, row);
      deviations.push(...(await deviationsInside(cast, reviewed, owner)), ...(await deviationsOf(cast, reviewed)));
    }
    expect(deviations).toEqual([]);
  },
  180_000,
);
