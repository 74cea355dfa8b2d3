import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSecrets, secretsOf } from './secrets';
import { tribeFolder } from './tribe-folder';

let root: string;
const services = (...names: string[]) =>
  names.map((name) => ({ name, hasDatabase: true, secrets: ['LINK_SECRET'] }));

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tribe-secrets-test-'));
});

afterEach(() => rmSync(root, { recursive: true }));

test('secrets are created once, and a service added later gets its own', () => {
  const folder = tribeFolder(root);
  const first = loadSecrets(folder, services('goals'));
  const keys = readFileSync(folder.keysFile, 'utf8');
  const second = loadSecrets(folder, services('goals', 'coach'));
  expect(second).toEqual({
    ...first,
    services: { ...first.services, coach: secretsOf(second, 'coach') },
  });
  expect(readFileSync(folder.keysFile, 'utf8')).toBe(keys);
  const { own, ...passwords } = secretsOf(first, 'goals');
  expect(Object.keys(own).sort()).toEqual(['CURSOR_SECRET', 'IDEMPOTENCY_SECRET', 'LINK_SECRET']);
  const all = [
    first.postgres,
    first.redis,
    first.objects,
    first.natsAdmin,
    ...Object.values(own),
    ...Object.values(passwords),
  ];
  expect(new Set(all).size).toBe(10);
  expect(Math.min(...all.map((secret) => secret.length))).toBeGreaterThanOrEqual(32);
});

test('a secret added to a manifest later is created without changing existing ones', () => {
  const folder = tribeFolder(root);
  const before = secretsOf(loadSecrets(folder, services('goals')), 'goals');
  const [goals] = services('goals');
  const later = {
    name: 'goals',
    hasDatabase: true,
    secrets: [...(goals?.secrets ?? []), 'BADGE_SECRET'],
  };
  const after = secretsOf(loadSecrets(folder, [later]), 'goals');
  expect(after).toEqual({ ...before, own: { ...before.own, BADGE_SECRET: expect.any(String) } });
});

test('only the owner can read the files', () => {
  const folder = tribeFolder(root);
  loadSecrets(folder, services('goals'));
  expect(statSync(folder.secretsFile).mode & 0o777).toBe(0o600);
  expect(statSync(folder.keysFile).mode & 0o777).toBe(0o600);
});

test('the signing key is a valid ES256 key with an id', () => {
  const folder = tribeFolder(root);
  loadSecrets(folder, services());
  const [key] = JSON.parse(readFileSync(folder.keysFile, 'utf8')).keys;
  expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', kid: expect.any(String) });
  const signature = sign('sha256', Buffer.from('text'), createPrivateKey({ key, format: 'jwk' }));
  expect(
    verify('sha256', Buffer.from('text'), createPublicKey({ key, format: 'jwk' }), signature),
  ).toBe(true);
});
