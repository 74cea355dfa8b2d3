import type { Person, Tribe } from '@tribe/testing';
import { startTribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { hostileBodies, hostileValues } from './hostile-values';
import { type Endpoint, endpointsOf, fillPath, type OpenApi } from './operations';

const owners = ['identity', 'social-graph', 'goals', 'notifications'];
const unknownId = '0190163d-8694-739b-aea5-966c26f8ad91';

let tribe: Tribe;
let brian: Person;
let endpoints: Endpoint[];

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  brian = await tribe.person('brian');
  await tribe.settled();
  const document = (await tribe.client().get<OpenApi>('/openapi.json')).body;
  endpoints = endpointsOf(document);
});

afterAll(() => tribe.stop());

/** Rows that schedules write, independently of requests; one of them begins jobs of another kind. */
const ofTheClock: Readonly<Record<string, string>> = {
  due_jobs: `kind IN (SELECT name FROM scheduled_slots) OR kind = 'backfill-achievement-v1'`,
  scheduled_slots: 'true',
};

/** Returns the number of rows of every table of every service. */
async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const owner of owners) {
    const db = await tribe.db(owner);
    const tables = await db.query(
      'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1',
    );
    for (const { tablename } of tables.rows.filter(
      (row) => row.tablename !== '_prisma_migrations',
    )) {
      const apart = ofTheClock[tablename] ?? 'false';
      const { rows } = await db.query(
        `SELECT count(*)::int AS count FROM "${tablename}" WHERE NOT (${apart})`,
      );
      counts[`${owner}.${tablename}`] = rows[0].count;
    }
  }
  return counts;
}

interface Attempt {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
}

/** Returns what is wrong with the response to a hostile request, or undefined for a proper refusal. */
async function misbehaviour({
  what,
  method,
  path,
  body,
  contentType,
}: Attempt): Promise<string | undefined> {
  const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
  const answer = await brian.request(method, path, body, { headers });
  const isProblem = answer.headers['content-type']?.includes('application/problem+json') === true;
  const refused =
    answer.status >= 400 &&
    answer.status < 500 &&
    isProblem &&
    typeof answer.body?.code === 'string';
  return refused
    ? undefined
    : `${method} ${path.slice(0, 80)} with ${what}: ${answer.status} ${JSON.stringify(answer.body)}`;
}

async function expectAllRefused(attempts: readonly Attempt[]): Promise<void> {
  const before = await rowCounts();
  const failures: string[] = [];
  for (const attempt of attempts) {
    const failure = await misbehaviour(attempt);
    if (failure !== undefined) failures.push(failure);
  }
  expect(failures).toEqual([]);
  expect(attempts.length).toBeGreaterThan(0);
  expect(await rowCounts()).toEqual(before);
}

test('no endpoint accepts a hostile body, and nothing is written', async () => {
  const attempts = endpoints
    .filter(({ takesBody }) => takesBody)
    .flatMap((endpoint) =>
      hostileBodies.map(([what, body, contentType]) => {
        return {
          what,
          method: endpoint.method,
          path: fillPath(endpoint, unknownId),
          body,
          contentType,
        };
      }),
    );
  await expectAllRefused(attempts);
}, 300_000);

test('no endpoint accepts a hostile path', async () => {
  const attempts = endpoints
    .filter(({ pathParams }) => pathParams.length > 0)
    .flatMap((endpoint) =>
      hostileValues.map((value) => {
        const body = endpoint.takesBody ? '{}' : undefined;
        return {
          what: `path ${value.slice(0, 20)}`,
          method: endpoint.method,
          path: fillPath(endpoint, value),
          ...(body && { body }),
        };
      }),
    );
  await expectAllRefused(attempts);
}, 300_000);

test('no list accepts a hostile query', async () => {
  const attempts = endpoints
    .filter(({ queryParams }) => queryParams.length > 0)
    .flatMap((endpoint) =>
      [...endpoint.queryParams, 'unheard_of'].flatMap((name) =>
        hostileValues.map((value) => {
          const path = `${fillPath(endpoint, unknownId)}?${name}=${encodeURIComponent(value)}`;
          return { what: `${name}=${value.slice(0, 20)}`, method: endpoint.method, path };
        }),
      ),
    )
    // These parameters accept any short text, and a username any letters and digits.
    .filter(({ what }) => !/^(category|q)=/.test(what) && what !== 'username=1e309')
    // A synchronization starts anew with any cursor that was not issued.
    .filter(({ path }) => !path.startsWith('/api/v1/sync?cursor='));
  await expectAllRefused(attempts);
}, 300_000);

test('the sweep covers every endpoint', () => {
  expect(endpoints.length).toBeGreaterThanOrEqual(28);
});
