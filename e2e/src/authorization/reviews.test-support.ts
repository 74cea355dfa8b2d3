import { startTribe, type Tribe } from '@tribe/testing';
import { Cast } from '@tribe/testing/authorization';
import { allServices } from '../all-services';
import { type Endpoint, endpointsOf, type OpenApi } from '../hostile/operations';
import { deviationsInside, deviationsOf, keyOf, review } from './matrix';
import type { Table } from './tables';

/**
 * Declares the tests of tables: all callers call each operation, through the gateway and directly at the service. Big
 * tables have their own test file, so that workers share them.
 */
export function reviewsAnswers(tables: readonly Table[]): void {
  let tribe: Tribe;
  let cast: Cast;
  let operations: Endpoint[];

  beforeAll(async () => {
    tribe = await startTribe({ services: allServices });
    cast = await Cast.form(tribe);
    operations = await operationsOf(tribe);
  });
  afterAll(() => tribe.stop());

  const reviews = tables.flatMap(({ owner, rows }) =>
    Object.entries(rows).map(([key, row]) => ({ owner, key, row })),
  );
  test.each(reviews)('$key responds as reviewed', async ({ owner, key, row }) => {
    const operation = operations.find((candidate) => keyOf(candidate) === key);
    if (!operation) throw new Error(`${owner} does not serve ${key}`);
    const reviewed = await review(cast, operation, row);
    const deviations = [
      ...(await deviationsInside(cast, reviewed, owner)),
      ...(await deviationsOf(cast, reviewed)),
    ];
    expect(deviations).toEqual([]);
  });
}

/** Returns all documented operations of the gateway. */
export async function operationsOf(tribe: Tribe): Promise<Endpoint[]> {
  return endpointsOf((await tribe.client().get<OpenApi>('/openapi.json')).body);
}
