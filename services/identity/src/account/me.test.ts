import { randomUUID } from 'node:crypto';
import { type Tribe, startTribe, tokenFlaws } from '@tribe/testing';
import { identity } from '..';

const path = '/api/v1/auth/me';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const withToken = (token: string) => tribe.client({ token }).get(path);
const sessionOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;

test('everybody sees their own account, and no cache keeps it', async () => {
  const brian = await tribe.person('brian');
  const { status, body, headers } = await brian.get(path);
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toEqual({
    id: brian.id,
    email: brian.email,
    username: 'brianokuku',
    full_name: 'Brian Okuku',
    bio: null,
    profile_image_url: null,
    cover_image_url: null,
    goals_achieved: 0,
    photos_shared: 0,
    is_verified: false,
    email_verified: false,
    created_at: expect.any(String),
  });
});

test('without a token nobody is in', async () => {
  expect(await tribe.client().get(path)).toMatchObject({
    status: 401,
    body: { code: 'AUTHENTICATION_REQUIRED' },
  });
});

test.each(tokenFlaws)('a token that is %s is refused', async (flaw) => {
  const brian = await tribe.person('brian');
  const claims = { user_id: brian.id, username: brian.username, sid: sessionOf(brian.accessToken) };
  expect((await withToken(tribe.tokens.sign(claims))).status).toBe(200);
  expect((await withToken(tribe.tokens.sign(claims, flaw))).status).toBe(401);
});

test('a refresh token is no access token', async () => {
  const brian = await tribe.person('brian');
  expect(await withToken(brian.refreshToken ?? '')).toMatchObject({
    status: 401,
    body: { code: 'TOKEN_INVALID' },
  });
});

test('a token of a session that was never opened, or is somebody else’s, is refused', async () => {
  const [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  const unopened = tribe.tokens.sign({ user_id: brian.id, sid: randomUUID() });
  const mixed = tribe.tokens.sign({ user_id: brian.id, sid: sessionOf(alvin.accessToken) });
  for (const token of [unopened, mixed]) {
    expect(await withToken(token)).toMatchObject({
      status: 401,
      body: { code: 'ACCOUNT_INACTIVE', title: 'Invalid authentication' },
    });
  }
});

test('after logging out, and after the account is deactivated, the token no longer opens the account', async () => {
  const [leaving, banned] = [await tribe.person('leaving'), await tribe.person('banned')];
  await leaving.post('/api/v1/auth/logout');
  expect(await leaving.get(path)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } });
  await (
    await tribe.db('identity')
  ).query('UPDATE users SET is_active = false WHERE id = $1', [banned.id]);
  expect(await banned.get(path)).toMatchObject({ status: 401, body: { code: 'ACCOUNT_INACTIVE' } });
});

test('the keys are published without their private parts, and may be cached', async () => {
  const { status, body, headers } = await tribe
    .client({ service: 'identity' })
    .get('/.well-known/jwks.json');
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('public, max-age=300');
  expect(body.keys).toHaveLength(1);
  expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});
