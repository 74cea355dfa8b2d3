import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { type Endpoint, endpointsOf, type OpenApi } from '../hostile/operations';
import { Cast } from './cast';
import { deviationsInside, deviationsOf, keyOf, review } from './matrix';
import type { Row } from './row';
import type { Table } from './tables';

/**
 * Declares the tests of one table: each operation is asked by everybody of the cast, at the gateway and at the service
 * itself. Each table has a test file of its own, so that workers share them.
 */
export function reviewsAnswers({ owner, rows }: Table): void {
  let tribe: Tribe;
  let cast: Cast;
  let operations: Endpoint[];

  beforeAll(async () => {
    tribe = await startTribe({ services: allServices });
    cast = await Cast.form(tribe);
    operations = await operationsOf(tribe);
  }, 60_000);
  afterAll(() => tribe.stop());

  test.each(Object.entries(rows))('%s answers everybody as reviewed', async (key, row: Row) => {
    const operation = operations.find((one) => keyOf(one) === key);
    if (!operation) throw new Error(`${owner} does not serve ${key}`);
    const reviewed = await review(cast, operation, row);
    const deviations = [
      ...(await deviationsInside(cast, reviewed, owner)),
      ...(await deviationsOf(cast, reviewed)),
    ];
    expect(deviations).toEqual([]);
  });
}

/** Everything the gateway documents. */
export async function operationsOf(tribe: Tribe): Promise<Endpoint[]> {
  return endpointsOf((await tribe.client().get<OpenApi>('/openapi.json')).body);
}
