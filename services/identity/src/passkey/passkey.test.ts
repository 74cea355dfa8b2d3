import { LoginChange } from '@tribe/contracts';
import { startTribe, type Tribe, type Misuse, SoftwareAuthenticator } from '@tribe/testing';
import { identity } from '..';
import { mailIds, mailOf } from '../mail/mail.test-support';
import { Climber } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/passkeys';
const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const invalid = [422, 'PASSKEY_INVALID'];
const begin = async ({ api }: Climber) => (await api.post(`${path}/options`)).body;

async function add(
  climber: Climber,
  device: SoftwareAuthenticator,
  name = 'My phone',
  misuse: Misuse = {},
) {
  const { challenge_id, options } = await begin(climber);
  return climber.api.post(path, { challenge_id, name, credential: device.create(options, misuse) });
}

test('a passkey is added, listed, renamed and removed', async () => {
  const climber = await Climber.register(tribe);
  const added = await add(climber, new SoftwareAuthenticator());
  expect(added.status).toBe(201);
  expect(added.body).toEqual({
    id: expect.any(String),
    name: 'My phone',
    backed_up: true,
    created_at: expect.any(String),
    last_used_at: null,
  });
  await add(climber, new SoftwareAuthenticator(7), 'Grey key');
  const names = async () =>
    (await climber.api.get(path)).body.passkeys.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(['My phone', 'Grey key']);
  const renamed = await climber.api.patch(`${path}/${added.body.id}`, { name: 'Old phone' });
  expect([renamed.status, renamed.body.name]).toEqual([200, 'Old phone']);
  expect((await climber.api.delete(`${path}/${added.body.id}`)).status).toBe(204);
  expect(await names()).toEqual(['Grey key']);
});

test('the device is asked for a key it remembers by itself, protected by finger or PIN', async () => {
  const climber = await Climber.register(tribe);
  const first = new SoftwareAuthenticator();
  await add(climber, first);
  const { options } = await begin(climber);
  expect(options).toMatchObject({
    rp: { id: 'tribe.app', name: 'Tribe' },
    user: {
      id: Buffer.from(climber.id.replaceAll('-', ''), 'hex').toString('base64url'),
      name: climber.email,
    },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: first.credentialId, type: 'public-key' }],
  });
});

test.each<[string, Misuse]>([
  ['of another site', { origin: 'https://tribe.app.example' }],
  ['for another domain', { rpId: 'example.com' }],
  ['to another challenge', { challenge: 'bm90IHRoZSBvbmU' }],
  ['of a person who showed nothing', { unverified: true }],
])('an answer %s adds nothing', async (_what, misuse) => {
  const climber = await Climber.register(tribe);
  expect(told(await add(climber, new SoftwareAuthenticator(), 'Stolen', misuse))).toEqual(invalid);
  expect((await climber.api.get(path)).body.passkeys).toEqual([]);
});

test('a challenge is for one answer of one person, for five minutes', async () => {
  const [climber, other] = [await Climber.register(tribe), await Climber.register(tribe)];
  const { challenge_id, options } = await begin(climber);
  const answer = () => ({
    challenge_id,
    name: 'Twice',
    credential: new SoftwareAuthenticator().create(options),
  });
  expect(told(await other.api.post(path, answer()))).toEqual(invalid);
  expect((await climber.api.post(path, answer())).status).toBe(201);
  expect(told(await climber.api.post(path, answer()))).toEqual(invalid);

  const late = await begin(climber);
  tribe.clock.advance(5 * 60_000);
  const credential = new SoftwareAuthenticator().create(late.options);
  const refused = await climber.api.post(path, {
    challenge_id: late.challenge_id,
    name: 'Late',
    credential,
  });
  expect(told(refused)).toEqual(invalid);
});

test('a challenge to log in adds no passkey', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await tribe.client().post('/api/v1/auth/login/passkey/options');
  const user = { id: 'x' };
  const credential = new SoftwareAuthenticator().create({ ...body.options, user });
  const refused = await climber.api.post(path, {
    challenge_id: body.challenge_id,
    name: 'No',
    credential,
  });
  expect(told(refused)).toEqual(invalid);
});

test('one passkey belongs to one account', async () => {
  const [climber, thief] = [await Climber.register(tribe), await Climber.register(tribe)];
  const device = new SoftwareAuthenticator();
  await add(climber, device);
  expect(told(await add(thief, device))).toEqual([409, 'PASSKEY_EXISTS']);
  expect(told(await add(climber, device))).toEqual([409, 'PASSKEY_EXISTS']);
});

test('an account has twenty passkeys at most, even when two are added at once', async () => {
  const climber = await Climber.register(tribe);
  for (let number = 1; number <= 19; number++)
    await add(climber, new SoftwareAuthenticator(), `Key ${number}`);
  const both = [await begin(climber), await begin(climber)];
  const answers = await Promise.all(
    both.map(({ challenge_id, options }) => {
      const credential = new SoftwareAuthenticator().create(options);
      return climber.api.post(path, { challenge_id, name: 'One more', credential });
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(told(await climber.api.post(`${path}/options`))).toEqual([409, 'PASSKEY_LIMIT_REACHED']);
});

test('adding and removing need a session that has just shown who it is', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await add(climber, new SoftwareAuthenticator());
  const { challenge_id, options } = await begin(climber);
  tribe.clock.advance(10 * 60_000 + 1_000);
  const credential = new SoftwareAuthenticator().create(options);
  const recentNeeded = [403, 'RECENT_AUTHENTICATION_REQUIRED'];
  expect(told(await climber.api.post(`${path}/options`))).toEqual(recentNeeded);
  expect(told(await climber.api.post(path, { challenge_id, name: 'No', credential }))).toEqual(
    recentNeeded,
  );
  expect(told(await climber.api.delete(`${path}/${body.id}`))).toEqual(recentNeeded);
  expect((await climber.api.get(path)).body.passkeys).toHaveLength(1);
});

test('somebody else’s passkey is like one that is not there', async () => {
  const [climber, stranger] = [await Climber.register(tribe), await Climber.register(tribe)];
  const { body } = await add(climber, new SoftwareAuthenticator());
  const missing = [404, 'PASSKEY_NOT_FOUND'];
  expect(told(await stranger.api.patch(`${path}/${body.id}`, { name: 'Mine' }))).toEqual(missing);
  expect(told(await stranger.api.delete(`${path}/${body.id}`))).toEqual(missing);
  expect((await stranger.api.get(path)).body.passkeys).toEqual([]);
  expect((await climber.api.get(path)).body.passkeys).toMatchObject([{ name: 'My phone' }]);
});

test('who gets or loses a passkey is told by mail, and of nothing that was refused', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await add(climber, new SoftwareAuthenticator());
  await add(climber, new SoftwareAuthenticator(), 'Stolen', { unverified: true });
  await climber.api.patch(`${path}/${body.id}`, { name: 'Old phone' });
  await climber.api.delete(`${path}/${body.id}`);
  await climber.api.delete(`${path}/${body.id}`);
  const ids = await mailIds(tribe, climber.id, 'login_changed');
  const mails = await Promise.all(ids.map((id) => mailOf(tribe, id)));
  expect(mails.map((mail) => [mail?.toAddress, mail?.loginChange])).toEqual([
    [climber.email, LoginChange.PASSKEY_ADDED],
    [climber.email, LoginChange.PASSKEY_REMOVED],
  ]);
});
