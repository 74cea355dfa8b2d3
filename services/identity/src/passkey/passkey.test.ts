import { LoginChange } from '@tribe/contracts';
import { startTribe, type Tribe, type Misuse, SoftwareAuthenticator } from '@tribe/testing';
import { identity } from '..';
import { outcomeOf } from '../identity.test-support';
import { mailIds, mailOf } from '../mail/mail.test-support';
import { Climber } from '../second-factor/second-factor.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const path = '/api/v1/auth/passkeys';
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

test('adds, lists, renames and removes a passkey', async () => {
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

test('the options require a discoverable passkey with user verification and exclude known passkeys', async () => {
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
  ['without user verification', { unverified: true }],
])('refuses an answer %s with 422 PASSKEY_INVALID and adds no passkey', async (_what, misuse) => {
  const climber = await Climber.register(tribe);
  expect(outcomeOf(await add(climber, new SoftwareAuthenticator(), 'Stolen', misuse))).toEqual(
    invalid,
  );
  expect((await climber.api.get(path)).body.passkeys).toEqual([]);
});

test('a challenge accepts one answer of its user within five minutes', async () => {
  const [climber, other] = [await Climber.register(tribe), await Climber.register(tribe)];
  const { challenge_id, options } = await begin(climber);
  const answer = () => ({
    challenge_id,
    name: 'Twice',
    credential: new SoftwareAuthenticator().create(options),
  });
  expect(outcomeOf(await other.api.post(path, answer()))).toEqual(invalid);
  expect((await climber.api.post(path, answer())).status).toBe(201);
  expect(outcomeOf(await climber.api.post(path, answer()))).toEqual(invalid);

  const late = await begin(climber);
  tribe.clock.advance(5 * 60_000);
  const credential = new SoftwareAuthenticator().create(late.options);
  const refused = await climber.api.post(path, {
    challenge_id: late.challenge_id,
    name: 'Late',
    credential,
  });
  expect(outcomeOf(refused)).toEqual(invalid);
});

test('refuses an answer to a login challenge with 422 PASSKEY_INVALID', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await tribe.client().post('/api/v1/auth/login/passkey/options');
  const user = { id: 'x' };
  const credential = new SoftwareAuthenticator().create({ ...body.options, user });
  const refused = await climber.api.post(path, {
    challenge_id: body.challenge_id,
    name: 'No',
    credential,
  });
  expect(outcomeOf(refused)).toEqual(invalid);
});

test('refuses a registered passkey with 409 PASSKEY_EXISTS', async () => {
  const [climber, thief] = [await Climber.register(tribe), await Climber.register(tribe)];
  const device = new SoftwareAuthenticator();
  await add(climber, device);
  expect(outcomeOf(await add(thief, device))).toEqual([409, 'PASSKEY_EXISTS']);
  expect(outcomeOf(await add(climber, device))).toEqual([409, 'PASSKEY_EXISTS']);
});

test('limits an account to twenty passkeys, also for requests at the same time', async () => {
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
  expect(outcomeOf(await climber.api.post(`${path}/options`))).toEqual([
    409,
    'PASSKEY_LIMIT_REACHED',
  ]);
});

test('refuses to add and remove passkeys without a recent authentication', async () => {
  const climber = await Climber.register(tribe);
  const { body } = await add(climber, new SoftwareAuthenticator());
  const { challenge_id, options } = await begin(climber);
  tribe.clock.advance(10 * 60_000 + 1_000);
  const credential = new SoftwareAuthenticator().create(options);
  const recentNeeded = [403, 'RECENT_AUTHENTICATION_REQUIRED'];
  expect(outcomeOf(await climber.api.post(`${path}/options`))).toEqual(recentNeeded);
  expect(outcomeOf(await climber.api.post(path, { challenge_id, name: 'No', credential }))).toEqual(
    recentNeeded,
  );
  expect(outcomeOf(await climber.api.delete(`${path}/${body.id}`))).toEqual(recentNeeded);
  expect((await climber.api.get(path)).body.passkeys).toHaveLength(1);
});

test('returns 404 PASSKEY_NOT_FOUND for a passkey of another user', async () => {
  const [climber, stranger] = [await Climber.register(tribe), await Climber.register(tribe)];
  const { body } = await add(climber, new SoftwareAuthenticator());
  const missing = [404, 'PASSKEY_NOT_FOUND'];
  expect(outcomeOf(await stranger.api.patch(`${path}/${body.id}`, { name: 'Mine' }))).toEqual(
    missing,
  );
  expect(outcomeOf(await stranger.api.delete(`${path}/${body.id}`))).toEqual(missing);
  expect((await stranger.api.get(path)).body.passkeys).toEqual([]);
  expect((await climber.api.get(path)).body.passkeys).toMatchObject([{ name: 'My phone' }]);
});

test('mails the user when a passkey is added or removed, and not for refused requests', async () => {
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
