import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe, tokenFlaws } from '@tribe/testing';
import { socialGraph } from '..';
import { sendRequest, Circle, requests } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;
let brian: Person;
let alvin: Person;
let requestId: string;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
  [brian, alvin] = (await circle.people(2)) as [Person, Person];
  requestId = (await sendRequest(brian, alvin)).body.id;
});
afterAll(() => tribe.stop());

const unknownId = newId();

const everyEndpoint: [string, string][] = [
  ['GET', '/api/v1/friends'],
  ['DELETE', `/api/v1/friends/${unknownId}`],
  ['GET', requests],
  ['POST', requests],
  ['PUT', `${requests}/${unknownId}/accept`],
  ['PUT', `${requests}/${unknownId}/decline`],
  ['DELETE', `${requests}/${unknownId}`],
  ['POST', '/api/v1/users/friends/request'],
  ['PUT', `/api/v1/users/friends/${unknownId}/accept`],
  ['GET', '/api/v1/users/me/friends'],
];

describe.each(everyEndpoint)('%s %s', (method, path) => {
  test('answers 401 without a token', async () => {
    const { status, body } = await tribe.client().request(method, path);
    expect([status, body.code]).toEqual([401, expect.stringMatching(/^[A-Z_]+$/)]);
  });

  test('answers 401 to every flawed token', async () => {
    for (const flaw of tokenFlaws) {
      const token = tribe.tokens.sign({ user_id: brian.id }, flaw);
      expect([flaw, (await tribe.client({ token }).request(method, path)).status]).toEqual([
        flaw,
        401,
      ]);
    }
  });
});

const notIds = [
  '',
  'null',
  '0',
  '-1',
  'x'.repeat(5_000),
  "' OR 1=1 --",
  '../../etc/passwd',
  '%00',
  '01939a00-0000-7000-8000-00000000000g',
  '💥',
];

const badBodies: [string, unknown][] = [
  ['nothing', undefined],
  ['no JSON', '{"user_id":'],
  ['an array', []],
  ['a string', '"hello"'],
  ['null', 'null'],
  ['an empty object', {}],
  ['an id of the wrong type', { user_id: 7 }],
  ['a list of ids', { user_id: [unknownId] }],
  ['an object as id', { user_id: { $ne: null } }],
  ['an unknown field', { user_id: unknownId, status: 'accepted' }],
  ['a requester id', { user_id: unknownId, requester_id: unknownId }],
  ['a prototype', '{"user_id":"' + unknownId + '","__proto__":{"a":1}}'],
  ['deep nesting', '{"user_id":' + '['.repeat(5_000) + ']'.repeat(5_000) + '}'],
  ['a megabyte', { user_id: 'x'.repeat(1_048_576) }],
  ...notIds.map((id): [string, unknown] => [`the id "${id.slice(0, 20)}"`, { user_id: id }]),
];

const badQueries = [
  'limit=0',
  'limit=-1',
  'limit=101',
  'limit=1e9',
  'limit=ten',
  'page=0',
  'page=-3',
  'page=999999999999',
  'page=1.5',
  'cursor=',
  'cursor=AAAA',
  `cursor=${'A'.repeat(54)}`,
  `cursor=${'x'.repeat(3_000)}`,
  'limit=1&limit=2',
  'unknown=1',
  'limit[]=3',
];

/** A refusal is a problem with a code and a status 4xx. */
function expectRefusal({
  status,
  body,
  headers,
}: {
  status: number;
  body: { code?: string };
  headers: Readonly<Record<string, string>>;
}) {
  expect({
    family: Math.floor(status / 100),
    type: headers['content-type'],
    code: body?.code,
  }).toEqual({
    family: 4,
    type: expect.stringContaining('application/problem+json'),
    code: expect.stringMatching(/^[A-Z_]+$/),
  });
}

describe('refused requests write nothing', () => {
  const everything = () =>
    circle.rows(`SELECT (SELECT jsonb_agg(to_jsonb(f) ORDER BY id) FROM friendships f) AS friendships,
                        (SELECT count(*) FROM friend_request_log) AS asked, (SELECT count(*) FROM outbox) AS events`);
  let before: unknown;

  beforeEach(async () => {
    before = await everything();
  });
  afterEach(async () => expect(await everything()).toEqual(before));

  test.each(badBodies)('a request body with %s', async (_name, body) => {
    for (const path of [requests, '/api/v1/users/friends/request'])
      expectRefusal(await brian.post(path, body));
  });

  test('a request with another content type than JSON', async () => {
    const body = JSON.stringify({ user_id: unknownId });
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      expectRefusal(await brian.post(requests, body, { headers: { 'content-type': type } }));
    }
  });

  test.each(notIds.filter((id) => id !== ''))('the id "%s" in a path', async (id) => {
    const encoded = id === '%00' ? id : encodeURIComponent(id);
    expectRefusal(await brian.put(`${requests}/${encoded}/accept`));
    expectRefusal(await brian.put(`${requests}/${encoded}/decline`));
    expectRefusal(await brian.delete(`${requests}/${encoded}`));
    expectRefusal(await brian.delete(`/api/v1/friends/${encoded}`));
    expectRefusal(await brian.put(`/api/v1/users/friends/${encoded}/accept`));
  });

  test.each([...badQueries, 'sort=evil', "sort=recent'--", 'sort='])(
    'the list of friends with ?%s',
    async (query) => {
      expectRefusal(await brian.get(`/api/v1/friends?${query}`));
      expectRefusal(await brian.get(`/api/v1/users/me/friends?${query}`));
    },
  );

  test.each([...badQueries, 'direction=sideways', 'direction='])(
    'the list of requests with ?%s',
    async (query) => {
      expectRefusal(await brian.get(`${requests}?${query}`));
    },
  );

  test('an answer in the name of another user', async () => {
    const stranger = await tribe.person('a stranger');
    for (const path of [`${requests}/${requestId}/accept`, `${requests}/${requestId}/decline`]) {
      expectRefusal(await stranger.put(path));
      expectRefusal(await stranger.put(path, { user_id: alvin.id }));
      expectRefusal(await stranger.put(`${path}?user_id=${alvin.id}`));
    }
    expectRefusal(await stranger.delete(`${requests}/${requestId}`));
  });
});
