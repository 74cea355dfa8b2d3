import { randomUUID } from 'node:crypto';
import { type Tribe, startTribe, tokenFlaws } from '@tribe/testing';
import { identity } from '..';
import { rowsOf, sessionIdOf } from '../identity.test-support';

const path = '/api/v1/auth/me';
let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const withToken = (token: string) => tribe.client({ token }).get(path);

test('returns the account of the caller and forbids caches to store it', async () => {
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

test('refuses a request without a token with 401 AUTHENTICATION_REQUIRED', async () => {
  expect(await tribe.client().get(path)).toMatchObject({
    status: 401,
    body: { code: 'AUTHENTICATION_REQUIRED' },
  });
});

test.each(tokenFlaws)('refuses a token that is %s with 401', async (flaw) => {
  const brian = await tribe.person('brian');
  const claims = {
    user_id: brian.id,
    username: brian.username,
    sid: sessionIdOf(brian.accessToken),
  };
  expect((await withToken(tribe.tokens.sign(claims))).status).toBe(200);
  expect((await withToken(tribe.tokens.sign(claims, flaw))).status).toBe(401);
});

test('refuses a refresh token in place of an access token with 401 TOKEN_INVALID', async () => {
  const brian = await tribe.person('brian');
  expect(await withToken(brian.refreshToken ?? '')).toMatchObject({
    status: 401,
    body: { code: 'TOKEN_INVALID' },
  });
});

test('refuses a token with an unknown session or the session of another user with 401 ACCOUNT_INACTIVE', async () => {
  const [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  const unopened = tribe.tokens.sign({ user_id: brian.id, sid: randomUUID() });
  const mixed = tribe.tokens.sign({ user_id: brian.id, sid: sessionIdOf(alvin.accessToken) });
  for (const token of [unopened, mixed]) {
    expect(await withToken(token)).toMatchObject({
      status: 401,
      body: { code: 'ACCOUNT_INACTIVE', title: 'Invalid authentication' },
    });
  }
});

test('refuses the token after logout and after the account is deactivated', async () => {
  const [leaving, banned] = [await tribe.person('leaving'), await tribe.person('banned')];
  await leaving.post('/api/v1/auth/logout');
  expect(await leaving.get(path)).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' } });
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [banned.id]);
  expect(await banned.get(path)).toMatchObject({ status: 401, body: { code: 'ACCOUNT_INACTIVE' } });
});

test('publishes the keys without their private parts and allows caches to store them', async () => {
  const { status, body, headers } = await tribe
    .client({ service: 'identity' })
    .get('/.well-known/jwks.json');
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('public, max-age=300');
  expect(body.keys).toHaveLength(1);
  expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});
