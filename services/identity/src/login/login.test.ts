import { hash as bcrypt } from '@node-rs/bcrypt';
import { dayMs, newId } from '@tribe/service-kit';
import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { rowsOf, sessionIdOf } from '../identity.test-support';

const path = '/api/v1/auth/login';
let tribe: Tribe;
let brian: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity], env: { PASSWORD_HASH_KIB: '47104' } });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

let addresses = 0;
const newAddress = () => `198.51.100.${++addresses}`;

function logIn(email: string, password: string, ip = newAddress()) {
  return tribe.client().post(path, { email, password }, { headers: { 'x-forwarded-for': ip } });
}

test('a login with an Idempotency-Key is repeated while its session is open, and opens another session after that', async () => {
  const { email, password } = await tribe.person('keyed');
  const keyed = { headers: { 'idempotency-key': newId() } };
  const repeat = () => tribe.client().post(path, { email, password }, keyed);
  const first = await repeat();
  expect(await repeat()).toMatchObject({ status: 200, body: first.body });

  await tribe.client({ token: first.body.access_token }).post('/api/v1/auth/logout');
  const second = await repeat();
  expect(second.status).toBe(200);
  expect(sessionIdOf(second.body.access_token)).not.toBe(sessionIdOf(first.body.access_token));
  expect(await repeat()).toMatchObject({ status: 200, body: second.body });
});

test('returns the account and new tokens', async () => {
  const { status, body } = await logIn(brian.email.toUpperCase(), brian.password);
  expect(status).toBe(200);
  expect(body).toEqual({
    user: {
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
    },
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'bearer',
    expires_in: 3600,
  });
});

test('opens a new session with the device and the address of the login', async () => {
  const deviceInfo = { device_type: 'ios', device_id: 'device_uuid', app_version: '1.0.0' };
  const { body } = await tribe
    .client()
    .post(
      path,
      { email: brian.email, password: brian.password, device_info: deviceInfo },
      { headers: { 'x-forwarded-for': '203.0.113.9, 198.51.100.200' } },
    );
  const [session] = await rowsOf(tribe, 'SELECT * FROM sessions WHERE id = $1', [
    sessionIdOf(body.access_token),
  ]);
  expect(session).toMatchObject({
    user_id: brian.id,
    device_info: deviceInfo,
    ip: '198.51.100.200',
    revoked_at: null,
  });
  expect(session.expires_at.getTime() - session.created_at.getTime()).toBe(30 * dayMs);
});

test('returns the same response for an unknown address, a wrong password and a deactivated account', async () => {
  const left = await tribe.person('left');
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [left.id]);
  const answers = await Promise.all([
    logIn('nobody@example.com', brian.password),
    logIn(brian.email, 'not-his-password'),
    logIn(left.email, left.password),
  ]);
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' });
  }
  expect(answers[0]?.body.code).toBe('INVALID_CREDENTIALS');
});

test('refuses a client address after five wrong passwords for an account, and no other client or account', async () => {
  const ip = newAddress();
  for (let guess = 1; guess <= 5; guess++) {
    expect((await logIn(brian.email, `guess number ${guess}`, ip)).status).toBe(401);
  }
  const refused = await logIn(brian.email, brian.password, ip);
  expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_LOGIN_ATTEMPTS' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900);

  const clarie = await tribe.person('clarie');
  expect((await logIn(clarie.email, clarie.password, ip)).status).toBe(200);
  expect((await logIn(brian.email, brian.password)).status).toBe(200);
});

test('limits guesses for an unknown account in the same way', async () => {
  const ip = newAddress();
  const answers = [];
  for (let guess = 1; guess <= 6; guess++)
    answers.push((await logIn('no.such@example.com', 'whatever', ip)).status);
  expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
});

test('counts guesses that arrive at the same time', async () => {
  const ip = newAddress();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, guess) => logIn(brian.email, `guess ${guess}`, ip)),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
});

test('accepts logins with the right password that arrive at the same time', async () => {
  const ip = newAddress();
  await logIn(brian.email, 'a wrong guess', ip);
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => logIn(brian.email, brian.password, ip)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(40);
});

test('counts clients with a forged X-Forwarded-For as one client', async () => {
  const ip = newAddress();
  const statuses = [];
  for (let guess = 1; guess <= 6; guess++) {
    statuses.push((await logIn('forged@example.com', 'whatever', `10.0.0.${guess}, ${ip}`)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test('counts the IPv6 addresses of one /64 network as one client', async () => {
  const statuses = [];
  for (let guess = 1; guess <= 6; guess++)
    statuses.push((await logIn(brian.email, 'a wrong guess', `2001:db8:7:7::${guess}`)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test('accepts a login with a malformed client address and stores none', async () => {
  const { status, body } = await logIn(brian.email, brian.password, 'unknown');
  expect(status).toBe(200);
  expect(
    await rowsOf(tribe, 'SELECT ip FROM sessions WHERE id = $1', [sessionIdOf(body.access_token)]),
  ).toEqual([{ ip: null }]);
});

test('a successful login resets the count of failed logins', async () => {
  const ip = newAddress();
  for (let round = 1; round <= 2; round++) {
    for (let guess = 1; guess <= 4; guess++)
      expect((await logIn(brian.email, 'a wrong guess', ip)).status).toBe(401);
    expect((await logIn(brian.email, brian.password, ip)).status).toBe(200);
  }
});

test('accepts a bcrypt hash and replaces it with an argon2id hash', async () => {
  const veteran = await tribe.person('veteran');
  await rowsOf(tribe, 'UPDATE credentials SET secret_hash = $2 WHERE user_id = $1', [
    veteran.id,
    await bcrypt(veteran.password, { cost: 10 }),
  ]);
  expect((await logIn(veteran.email, 'not the password')).status).toBe(401);
  expect((await logIn(veteran.email, veteran.password)).status).toBe(200);
  const [{ secret_hash: replaced }] = await rowsOf(
    tribe,
    'SELECT secret_hash FROM credentials WHERE user_id = $1',
    [veteran.id],
  );
  expect(replaced).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  expect((await logIn(veteran.email, veteran.password)).status).toBe(200);
});

test('limits guesses without Redis', async () => {
  await tribe.redis.stop();
  const ip = newAddress();
  const statuses = [];
  for (let guess = 1; guess <= 6; guess++)
    statuses.push((await logIn(brian.email, 'a wrong guess', ip)).status);
  await tribe.redis.start();
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test('forbids caches to store responses with tokens', async () => {
  const account = { email: 'cached@example.com', username: 'cached', full_name: 'Cached Person' };
  const password = 'Kilimanjaro at 7';
  const registered = await tribe
    .client()
    .post('/api/v1/auth/register', { ...account, password, confirm_password: password });
  const loggedIn = await tribe
    .client()
    .post('/api/v1/auth/login', { email: account.email, password });
  const refresh_token = loggedIn.body.refresh_token;
  const refreshed = await tribe.client().post('/api/v1/auth/refresh', { refresh_token });
  for (const { status, headers } of [registered, loggedIn, refreshed])
    expect([Math.floor(status / 100), headers['cache-control']]).toEqual([2, 'no-store']);
});
