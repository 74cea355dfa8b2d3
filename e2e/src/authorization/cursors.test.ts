import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { Cast, type Relation, relations, the } from '@tribe/testing/authorization';
import { allServices } from '../all-services';
import { type Endpoint, endpointsOf, type OpenApi } from '../hostile/operations';
import { keyOf } from './matrix';

let tribe: Tribe;
let cast: Cast;
let lists: Endpoint[];

/** Creates two of everything that the owner can have. */
const belongings = [
  the.goal,
  the.session,
  the.notification,
  the.requestToOwner,
  the.partnership,
  savingsTribe,
];

function savingsTribe({ owner }: Cast) {
  return owner.post('/api/v1/tribes', { name: 'Savers', is_private: true });
}

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  cast = await Cast.form(tribe);
  for (const make of [...belongings, ...belongings]) await make(cast);
  await tribe.settled();
  const operations = endpointsOf((await tribe.client().get<OpenApi>('/openapi.json')).body);
  lists = operations.filter(({ method, pathParams, queryParams }) => {
    return method === 'GET' && pathParams.length === 0 && queryParams.includes('cursor');
  });
});
afterAll(() => tribe.stop());

interface Page {
  readonly ids: readonly string[];
  readonly nextCursor: string | undefined;
}

async function pageOf(
  person: Person,
  { template, queryParams }: Endpoint,
  page: string,
): Promise<Page> {
  const { status, body } = await person.get(
    `${template}?${page}${queryParams.includes('q') ? '&q=er' : ''}`,
  );
  if (status !== 200) return { ids: [], nextCursor: undefined };
  const items = Object.values(body).find((value) => Array.isArray(value)) ?? [];
  const ids = (items as { id?: string }[]).map((item) => item.id ?? JSON.stringify(item));
  return { ids, nextCursor: body.pagination.next_cursor ?? undefined };
}

test('a list returns only entries of its viewer for the cursor of another user', async () => {
  const tried: string[] = [];
  const leaked: string[] = [];
  const others = relations.filter(
    (relation): relation is Exclude<Relation, 'owner'> => relation !== 'owner',
  );
  for (const list of lists) {
    const { nextCursor } = await pageOf(cast.owner, list, 'limit=1');
    if (!nextCursor) continue;
    tried.push(keyOf(list));
    for (const relation of others) {
      const actor = cast.as(relation);
      const own = (await pageOf(actor, list, 'limit=100')).ids;
      const { ids } = await pageOf(
        actor,
        list,
        `limit=100&cursor=${encodeURIComponent(nextCursor)}`,
      );
      if (ids.some((id) => !own.includes(id))) leaked.push(`${keyOf(list)} to ${relation}`);
    }
  }
  expect(leaked).toEqual([]);
  expect(tried).toEqual(
    expect.arrayContaining([
      'GET /api/v1/goals',
      'GET /api/v1/notifications',
      'GET /api/v1/friends',
    ]),
  );
});
