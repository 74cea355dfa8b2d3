import { Purges } from '@tribe/jobs';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe, type Misuse, SoftwareAuthenticator } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf, rowsOf } from '../identity.test-support';
import { Climber } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/login/passkey';
const refused = [401, 'PASSKEY_REFUSED'];
const begin = async () => (await tribe.client().post(`${path}/options`)).body;

async function withPasskey(climber: Climber, device: SoftwareAuthenticator): Promise<string> {
  const { challenge_id, options } = (await climber.api.post('/api/v1/auth/passkeys/options')).body;
  const body = { challenge_id, name: 'My phone', credential: device.create(options) };
  return (await climber.api.post('/api/v1/auth/passkeys', body)).body.id;
}

async function logIn(device: SoftwareAuthenticator, misuse: Misuse = {}) {
  const { challenge_id, options } = await begin();
  return tribe.client().post(path, { challenge_id, credential: device.get(options, misuse) });
}

async function newDevice(counter?: number) {
  const [climber, device] = [await Climber.register(tribe), new SoftwareAuthenticator(counter)];
  const passkeyId = await withPasskey(climber, device);
  return { climber, device, passkeyId };
}

test('logs in with a passkey alone and updates the time of its last use', async () => {
  const { climber, device } = await newDevice();
  const { status, body } = await logIn(device);
  expect([status, body.user?.id, body.token_type]).toEqual([200, climber.id, 'bearer']);
  expect((await tribe.client({ token: body.access_token }).get('/api/v1/auth/me')).body.email).toBe(
    climber.email,
  );
  const [passkey] = (await climber.api.get('/api/v1/auth/passkeys')).body.passkeys;
  expect(passkey.last_used_at).toEqual(expect.any(String));
});

test('requires no second factor and opens a recently authenticated session', async () => {
  const [climber, device] = [await Climber.withApp(tribe), new SoftwareAuthenticator()];
  await withPasskey(climber, device);
  expect(outcomeOf(await climber.logIn())).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
  const { status, body } = await logIn(device);
  expect(status).toBe(200);
  const api = tribe.client({ token: body.access_token });
  expect((await api.delete('/api/v1/auth/second-factor')).status).toBe(204);
});

test('a login with an Idempotency-Key opens one session, and a wrong answer uses up its challenge', async () => {
  const { climber, device } = await newDevice();
  const keyed = { headers: { 'idempotency-key': newId() } };
  const { challenge_id, options } = await begin();
  const answer = { challenge_id, credential: device.get(options) };
  const [first, again] = [
    await tribe.client().post(path, answer, keyed),
    await tribe.client().post(path, answer, keyed),
  ];
  expect([first.status, first.body.user?.id]).toEqual([200, climber.id]);
  expect(again).toMatchObject({ status: 200, body: first.body });

  const next = await begin();
  const guess = (credential: unknown) =>
    tribe.client().post(path, { challenge_id: next.challenge_id, credential }, keyed);
  expect(outcomeOf(await guess(device.get(next.options, { wrongKey: true })))).toEqual(refused);
  expect(outcomeOf(await guess(device.get(next.options)))).toEqual(refused);
});

test('two strangers with the same Idempotency-Key get challenges of their own', async () => {
  const keyed = { headers: { 'idempotency-key': '1' } };
  const challengeId = async () =>
    (await tribe.client().post(`${path}/options`, undefined, keyed)).body.challenge_id;
  expect(await challengeId()).not.toBe(await challengeId());
});

test('the options of a login name no user and no passkey', async () => {
  await newDevice();
  const { options } = await begin();
  expect(options).toEqual({
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    rpId: 'tribe.app',
    timeout: expect.any(Number),
    userVerification: 'required',
  });
});

test.each<[string, Misuse]>([
  ['of another site', { origin: 'https://tribe.app.example' }],
  ['for another domain', { rpId: 'example.com' }],
  ['to another challenge', { challenge: 'bm90IHRoZSBvbmU' }],
  ['without user verification', { unverified: true }],
  ['signed with another key', { wrongKey: true }],
  ['with the id of another user', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
])('refuses an answer %s with 401 PASSKEY_REFUSED', async (_what, misuse) => {
  const { climber, device } = await newDevice();
  const sessions = async () =>
    (await rowsOf(tribe, 'SELECT FROM sessions WHERE user_id = $1', [climber.id])).length;
  const before = await sessions();
  expect(outcomeOf(await logIn(device, misuse))).toEqual(refused);
  expect(await sessions()).toBe(before);
});

test('returns the same response for an unknown passkey, a wrong signature and an inactive account', async () => {
  const [closed, wrong] = [await newDevice(), await newDevice()];
  await rowsOf(tribe, 'UPDATE users SET is_active = false WHERE id = $1', [closed.climber.id]);
  const stranger = new SoftwareAuthenticator();
  stranger.create({ challenge: 'x', user: { id: 'x' } });
  const answers = [
    await logIn(stranger),
    await logIn(wrong.device, { wrongKey: true }),
    await logIn(closed.device),
  ];
  for (const { status, body } of answers) {
    expect(outcomeOf({ status, body })).toEqual(refused);
    expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' });
  }
});

test('accepts an answer once, and a wrong answer uses up its challenge', async () => {
  const { device } = await newDevice();
  const { challenge_id, options } = await begin();
  const body = { challenge_id, credential: device.get(options) };
  const answers = await Promise.all([1, 2, 3].map(() => tribe.client().post(path, body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);

  const next = await begin();
  const wrong = {
    challenge_id: next.challenge_id,
    credential: device.get(next.options, { wrongKey: true }),
  };
  expect(outcomeOf(await tribe.client().post(path, wrong))).toEqual(refused);
  const right = { challenge_id: next.challenge_id, credential: device.get(next.options) };
  expect(outcomeOf(await tribe.client().post(path, right))).toEqual(refused);
});

test('a challenge expires after five minutes and is purged', async () => {
  const { device } = await newDevice();
  const { challenge_id, options } = await begin();
  tribe.clock.advance(5 * 60_000 + 1);
  const late = { challenge_id, credential: device.get(options) };
  expect(outcomeOf(await tribe.client().post(path, late))).toEqual(refused);
  await tribe.service('identity').app.get(Purges).run();
  expect(
    await rowsOf(tribe, 'SELECT FROM passkey_challenges WHERE id = $1', [challenge_id]),
  ).toEqual([]);
});

test('refuses an answer whose counter is not higher than the last', async () => {
  const { device } = await newDevice(5);
  expect((await logIn(device)).status).toBe(200);
  device.counter = 5;
  expect(outcomeOf(await logIn(device))).toEqual(refused);
  device.counter = 20;
  expect((await logIn(device)).status).toBe(200);
});

test('records adding, using and removing a passkey', async () => {
  const { climber, device, passkeyId } = await newDevice();
  await logIn(device);
  await climber.api.delete(`/api/v1/auth/passkeys/${passkeyId}`);
  const { activities } = (await climber.api.get('/api/v1/users/me/activity')).body;
  expect(activities.slice(0, 3)).toMatchObject([
    { activity_type: 'passkey_removed' },
    { activity_type: 'login', metadata: { passkey: true } },
    { activity_type: 'passkey_added', metadata: { name: 'My phone' } },
  ]);
});

test('refuses a removed passkey', async () => {
  const { climber, device, passkeyId } = await newDevice();
  await climber.api.delete(`/api/v1/auth/passkeys/${passkeyId}`);
  expect(outcomeOf(await logIn(device))).toEqual(refused);
});

describe('confirming the identity with a passkey', () => {
  const stepUp = async (climber: Climber, device: SoftwareAuthenticator, misuse: Misuse = {}) => {
    const { challenge_id, options } = (
      await climber.api.post('/api/v1/auth/step-up/passkey-options')
    ).body;
    return climber.api.post('/api/v1/auth/step-up', {
      passkey: { challenge_id, credential: device.get(options, misuse) },
    });
  };

  test('accepts a passkey of the caller', async () => {
    const { climber, device } = await newDevice();
    tribe.clock.advance(11 * 60_000);
    expect(outcomeOf(await climber.enrol())).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
    expect((await stepUp(climber, device)).status).toBe(200);
    expect((await climber.enrol()).status).toBe(201);
  });

  test('refuses a passkey of another user, a wrong signature and an answer to a login challenge', async () => {
    const [{ climber, device }, thief] = [await newDevice(), await newDevice()];
    const wrong = [403, 'PASSKEY_WRONG'];
    expect(outcomeOf(await stepUp(climber, thief.device))).toEqual(wrong);
    expect(outcomeOf(await stepUp(climber, device, { wrongKey: true }))).toEqual(wrong);
    const { challenge_id, options } = await begin();
    const passkey = { challenge_id, credential: device.get(options) };
    expect(outcomeOf(await climber.api.post('/api/v1/auth/step-up', { passkey }))).toEqual(wrong);
  });
});
