import { type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const ask = (username: string) =>
  tribe.client().get(`/api/v1/auth/username-available?username=${encodeURIComponent(username)}`);
const register = (username: string) =>
  tribe.client().post('/api/v1/auth/register', {
    email: `${username.toLowerCase()}@example.com`,
    username,
    full_name: 'New User',
    password: 'purple-Lantern-42-harbour',
    confirm_password: 'purple-Lantern-42-harbour',
  });

test('a free username is available, without a token', async () => {
  const { status, body } = await ask('wanjiru.k');
  expect(status).toBe(200);
  expect(body).toEqual({ username: 'wanjiru.k', available: true, reason: null, suggestions: [] });
});

test('a taken username comes with three suggestions that are available', async () => {
  for (const username of ['Odhiambo', 'odhiambo1', 'Odhiambo_1'])
    expect((await register(username)).status).toBe(201);
  const { body } = await ask('ODHIAMBO');
  expect(body).toMatchObject({ available: false, reason: 'taken' });
  expect(body.suggestions).toHaveLength(3);
  for (const name of body.suggestions) {
    expect((await ask(name)).body).toMatchObject({ available: true });
    expect((await register(name)).status).toBe(201);
  }
});

test('suggestions for the longest username are valid and available', async () => {
  const longest = 'k'.repeat(50);
  await register(longest);
  const { body } = await ask(longest);
  expect(body.suggestions).toHaveLength(3);
  for (const name of body.suggestions)
    expect((await ask(name)).body).toMatchObject({ available: true });
});

test('refuses a reserved username', async () => {
  expect((await ask('Support')).body).toMatchObject({ available: false, reason: 'reserved' });
  expect(await register('Support')).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED' },
  });
});

test.each([
  'support.tribe',
  'TribeSupport',
  'official_tribe',
  'admin_1',
  'Tribe.Team.2',
  'security24',
])('refuses %s, which combines reserved words, without suggestions', async (username) => {
  const { body } = await ask(username);
  expect(body).toMatchObject({ available: false, reason: 'reserved', suggestions: [] });
  expect(await register(username)).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED' },
  });
});

test.each(['tribesman', 'teammate7', 'helpful', 'adminah', '007', '_42_'])(
  '%s is available, although it contains a reserved word or digits only',
  async (username) => {
    expect((await ask(username)).body).toMatchObject({ available: true, reason: null });
  },
);

test.each(['', 'ab', 'x'.repeat(51), 'a b', "x'; DROP TABLE users; --", 'a..b', '\u0000abc'])(
  'refuses the malformed username %j with 422',
  async (name) => {
    expect(await ask(name)).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  },
);
