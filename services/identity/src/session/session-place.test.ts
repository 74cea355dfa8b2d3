import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { geoDatabase } from './geo-database.test-support';

const folder = mkdtempSync(path.join(tmpdir(), 'tribe-places-'));
const geoipDatabaseFile = path.join(folder, 'city.mmdb');

let tribe: Tribe;
beforeAll(async () => {
  const nairobi = {
    city: { names: { en: 'Nairobi', sw: 'Nairobi' } },
    country: { iso_code: 'KE' },
  };
  const networks = [
    { address: '203.0.113.0', bits: 24, record: nairobi },
    { address: '2001:db8:1:0:0:0:0:0', bits: 48, record: { country: { iso_code: 'TZ' } } },
  ];
  writeFileSync(geoipDatabaseFile, geoDatabase(networks));
  tribe = await startTribe({
    services: [identity],
    env: { GEOIP_DATABASE_FILE: geoipDatabaseFile },
  });
});
afterAll(async () => {
  await tribe.stop();
  rmSync(folder, { recursive: true });
});

test.each([
  ['203.0.113.7', { city: 'Nairobi', country: 'KE' }],
  ['2001:db8:1:2::9', { city: null, country: 'TZ' }],
  ['198.51.100.7', null],
  ['2001:db8:2::9', null],
])('a session that was last used from %s has the place %j', async (ip, place) => {
  const { email, password } = await tribe.person('brian');
  const headers = { 'x-forwarded-for': ip };
  const login = await tribe.client().post('/api/v1/auth/login', { email, password }, { headers });
  const { body } = await tribe
    .client({ token: login.body.access_token })
    .get('/api/v1/auth/sessions');
  expect(body.sessions.find(({ current }: { current: boolean }) => current)).toMatchObject({
    place,
  });
});

test('the service does not start with an invalid database of places', async () => {
  const broken = path.join(folder, 'broken.mmdb');
  writeFileSync(broken, 'no database');
  const starting = startTribe({ services: [identity], env: { GEOIP_DATABASE_FILE: broken } });
  await expect(starting).rejects.toThrow();
});
