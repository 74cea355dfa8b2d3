import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';

const folder = mkdtempSync(path.join(tmpdir(), 'tribe-keys-'));
const file = path.join(folder, 'keys.json');
const newKey = () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID() };
};
const publish = (...keys: object[]) =>
  writeFileSync(file, JSON.stringify({ keys }), { mode: 0o600 });

const [oldKey, nextKey] = [newKey(), newKey()];
let tribe: Tribe;
beforeAll(async () => {
  publish(oldKey);
  tribe = await startTribe({ services: [identity], env: { JWT_KEYS_FILE: file } });
});
afterAll(async () => {
  await tribe.stop();
  rmSync(folder, { recursive: true });
});

const keyIdOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
const me = async (token: string) => (await tribe.client({ token }).get('/api/v1/auth/me')).status;
const refresh = (token: string) =>
  tribe.client().post('/api/v1/auth/refresh', { refresh_token: token });

test('a rotation of the keys keeps every session', async () => {
  const person = await tribe.person('rotated');
  const [access, first] = [person.accessToken, person.refreshToken ?? ''];
  expect(keyIdOf(access)).toBe(oldKey.kid);

  publish(oldKey, nextKey);
  await tribe.restart('identity');
  expect(await me(access)).toBe(200);

  publish(nextKey, oldKey);
  await tribe.restart('identity');
  expect(await me(access)).toBe(200);
  const { status, body } = await refresh(first);
  expect(status).toBe(200);
  expect([keyIdOf(body.access_token), keyIdOf(body.refresh_token)]).toEqual([
    nextKey.kid,
    nextKey.kid,
  ]);
  expect(await me(body.access_token)).toBe(200);
  // The answer may have been lost: the old token gives the same successor, signed with the new key.
  expect((await refresh(first)).status).toBe(200);

  publish(nextKey);
  await tribe.restart('identity');
  expect(await me(body.access_token)).toBe(200);
  expect((await refresh(body.refresh_token)).status).toBe(200);
  expect(await me(access)).toBe(401);
  expect(await refresh(first)).toMatchObject({
    status: 401,
    body: { code: 'REFRESH_TOKEN_INVALID' },
  });
});

test('the service does not start when the first key cannot sign', async () => {
  const { d: _secret, ...publicOnly } = newKey();
  publish(publicOnly);
  await expect(tribe.startReplica(identity)).rejects.toThrow('JWT_KEYS_FILE');
  publish(nextKey);
});
