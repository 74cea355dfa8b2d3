import { Purges } from '@tribe/jobs';
import { startTribe, type Tribe, type Misuse, SoftwareAuthenticator } from '@tribe/testing';
import { identity } from '..';
import { Climber } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/login/passkey';
const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const refused = [401, 'PASSKEY_REFUSED'];
const begin = async () => (await tribe.client().post(`${path}/options`)).body;

async function rowsOf(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}

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

test('a passkey logs in without a name or a password, and says when it was used', async () => {
  const { climber, device } = await newDevice();
  const { status, body } = await logIn(device);
  expect([status, body.user?.id, body.token_type]).toEqual([200, climber.id, 'bearer']);
  expect((await tribe.client({ token: body.access_token }).get('/api/v1/auth/me')).body.email).toBe(
    climber.email,
  );
  const [passkey] = (await climber.api.get('/api/v1/auth/passkeys')).body.passkeys;
  expect(passkey.last_used_at).toEqual(expect.any(String));
});

test('it takes the place of the second factor, and counts as having just shown who one is', async () => {
  const [climber, device] = [await Climber.withApp(tribe), new SoftwareAuthenticator()];
  await withPasskey(climber, device);
  expect(told(await climber.logIn())).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
  const { status, body } = await logIn(device);
  expect(status).toBe(200);
  const api = tribe.client({ token: body.access_token });
  expect((await api.delete('/api/v1/auth/second-factor')).status).toBe(204);
});

test('what a device is asked to sign tells nothing of anybody', async () => {
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
  ['of a person who showed nothing', { unverified: true }],
  ['signed with another key', { wrongKey: true }],
  ['in the name of somebody else', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
])('an answer %s is refused', async (_what, misuse) => {
  const { climber, device } = await newDevice();
  const sessions = async () =>
    (await rowsOf('SELECT FROM sessions WHERE user_id = $1', [climber.id])).length;
  const before = await sessions();
  expect(told(await logIn(device, misuse))).toEqual(refused);
  expect(await sessions()).toBe(before);
});

test('an unknown passkey, a wrong signature and a closed account are answered alike', async () => {
  const [closed, wrong] = [await newDevice(), await newDevice()];
  await rowsOf('UPDATE users SET is_active = false WHERE id = $1', [closed.climber.id]);
  const stranger = new SoftwareAuthenticator();
  stranger.create({ challenge: 'x', user: { id: 'x' } });
  const answers = [
    await logIn(stranger),
    await logIn(wrong.device, { wrongKey: true }),
    await logIn(closed.device),
  ];
  for (const { status, body } of answers) {
    expect(told({ status, body })).toEqual(refused);
    expect({ ...body, request_id: '' }).toEqual({ ...answers[0]?.body, request_id: '' });
  }
});

test('an answer works once, and a wrong one uses its challenge up', async () => {
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
  expect(told(await tribe.client().post(path, wrong))).toEqual(refused);
  const right = { challenge_id: next.challenge_id, credential: device.get(next.options) };
  expect(told(await tribe.client().post(path, right))).toEqual(refused);
});

test('a challenge ends after five minutes, and is purged', async () => {
  const { device } = await newDevice();
  const { challenge_id, options } = await begin();
  tribe.clock.advance(5 * 60_000 + 1);
  const late = { challenge_id, credential: device.get(options) };
  expect(told(await tribe.client().post(path, late))).toEqual(refused);
  await tribe.service('identity').app.get(Purges).run();
  expect(await rowsOf('SELECT FROM passkey_challenges WHERE id = $1', [challenge_id])).toEqual([]);
});

test('a copy of a device that counts is found out: whoever falls behind is refused', async () => {
  const { device } = await newDevice(5);
  expect((await logIn(device)).status).toBe(200);
  device.counter = 5;
  expect(told(await logIn(device))).toEqual(refused);
  device.counter = 20;
  expect((await logIn(device)).status).toBe(200);
});

test('the log of the account tells of it', async () => {
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

test('a removed passkey no longer logs in', async () => {
  const { climber, device, passkeyId } = await newDevice();
  await climber.api.delete(`/api/v1/auth/passkeys/${passkeyId}`);
  expect(told(await logIn(device))).toEqual(refused);
});

describe('showing again who one is', () => {
  const stepUp = async (climber: Climber, device: SoftwareAuthenticator, misuse: Misuse = {}) => {
    const { challenge_id, options } = (
      await climber.api.post('/api/v1/auth/step-up/passkey-options')
    ).body;
    return climber.api.post('/api/v1/auth/step-up', {
      passkey: { challenge_id, credential: device.get(options, misuse) },
    });
  };

  test('a passkey of one’s own does', async () => {
    const { climber, device } = await newDevice();
    tribe.clock.advance(11 * 60_000);
    expect(told(await climber.enrol())).toEqual([403, 'RECENT_AUTHENTICATION_REQUIRED']);
    expect((await stepUp(climber, device)).status).toBe(200);
    expect((await climber.enrol()).status).toBe(201);
  });

  test('somebody else’s, a wrong one, and an answer to a log-in do not', async () => {
    const [{ climber, device }, thief] = [await newDevice(), await newDevice()];
    const wrong = [403, 'PASSKEY_WRONG'];
    expect(told(await stepUp(climber, thief.device))).toEqual(wrong);
    expect(told(await stepUp(climber, device, { wrongKey: true }))).toEqual(wrong);
    const { challenge_id, options } = await begin();
    const passkey = { challenge_id, credential: device.get(options) };
    expect(told(await climber.api.post('/api/v1/auth/step-up', { passkey }))).toEqual(wrong);
  });
});
