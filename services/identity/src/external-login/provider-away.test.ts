import { LocalIssuer, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';

let issuer: LocalIssuer;
let tribe: Tribe;
beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({
    services: [identity],
    env: { ...issuer.environment, APPLE_CLIENT_IDS: '' },
  });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const person = {
  sub: 'subject-1',
  name: 'Kip Keino',
  email: 'kip@gmail.example',
  email_verified: true,
};
const logIn = async (provider = 'google') => {
  const token = await issuer.sign(Math.floor(Date.now() / 1000), person);
  return tribe.client().post(`/api/v1/auth/${provider}`, { id_token: token });
};

test('responds with 503 and Retry-After when the provider fails or does not answer', async () => {
  for (const mood of ['failing', 'silent'] as const) {
    issuer.mood = mood;
    const { status, body, headers } = await logIn();
    expect([status, body.code]).toEqual([503, 'IDENTITY_PROVIDER_UNAVAILABLE']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  issuer.mood = 'well';
  expect((await logIn()).status).toBe(200);
  issuer.mood = 'failing';
  expect((await logIn()).status).toBe(200);
});

test('refuses a provider without client ids with 404 EXTERNAL_LOGIN_NOT_OFFERED', async () => {
  const { status, body } = await logIn('apple');
  expect([status, body.code]).toEqual([404, 'EXTERNAL_LOGIN_NOT_OFFERED']);
});
