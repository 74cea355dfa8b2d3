import { isDeepStrictEqual } from 'node:util';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { type Endpoint, endpointsOf, type OpenApi } from './operations';

const methods = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

let tribe: Tribe;
let admin: Person;
let endpoints: Endpoint[];

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  admin = await tribe.admin();
  endpoints = endpointsOf((await tribe.client().get<OpenApi>('/openapi.json')).body);
});

afterAll(() => tribe.stop());

/** Returns the values of `Allow` for a path whose methods are known. */
function allowOf(supported: readonly string[]): string {
  return supported
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .sort()
    .join(', ');
}

test('a path without parameters supports its own methods only, also where it looks like an id', async () => {
  const paths = Map.groupBy(endpoints, ({ template }) => template);
  const wrong: string[] = [];
  for (const [path, own] of paths) {
    if (path.includes('{')) continue;
    const supported = own.map(({ method }) => method);
    const expected = { status: 405, allow: allowOf(supported) };
    for (const method of methods.filter((name) => !supported.includes(name))) {
      const { status, headers } = await admin.request(method, path);
      const actual = { status, allow: headers.allow };
      if (!isDeepStrictEqual(actual, expected))
        wrong.push(`${method} ${path}: ${JSON.stringify(actual)}`);
    }
  }
  expect(wrong).toEqual([]);
});
