import { fromBinary } from '@bufbuild/protobuf';
import { UserUpdatedSchema } from '@tribe/contracts';
import { LocalIssuer, type Person, startTribe, type Tribe, tokenFlaws } from '@tribe/testing';
import { identity } from '..';
import { ownDataOf } from '../data-export/own-data';
import { newPerson, outcomeOf, rowsOf, untilBlocked } from '../identity.test-support';
import { PrismaService } from '../prisma.service';
import { UserSnapshots } from '../user/user.snapshots';

const path = '/api/v1/users/me/phone';
const privacy = '/api/v1/settings/privacy';
const invalid = [401, 'ID_TOKEN_INVALID'];

let issuer: LocalIssuer;
let tribe: Tribe;
let numbers = 0;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity], env: issuer.environment });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
const newNumber = () => `+2547${String(++numbers).padStart(8, '0')}`;
const send = (person: Person, token: string) => person.put(path, { id_token: token });

async function show(person: Person, number: string, claims: object = {}) {
  return send(person, await issuer.signPhone(seconds(), number, { ...claims }));
}

/** Returns what each event of a user says about discovery by phone. */
async function discoverabilityOf({ id }: Person): Promise<boolean[]> {
  const rows = await rowsOf(
    tribe,
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.user.updated.v1' AND entity_id = $1 ORDER BY entity_version`,
    [id],
  );
  return rows.map(
    ({ payload }) => fromBinary(UserUpdatedSchema, payload).privacy?.discoverableByPhone ?? false,
  );
}

const discoverable = (person: Person, isDiscoverable = true) =>
  person.put(privacy, { discoverable_by_phone: isDiscoverable });
const hasNumber = async (person: Person) => (await person.get(path)).body.verified;

describe('a phone number', () => {
  test('is verified with an ID token, never returned, and can be removed', async () => {
    const person = await newPerson(tribe);
    const none = { verified: false, verified_at: null, discoverable_by_phone: false };
    expect(await person.get(path)).toMatchObject({ status: 200, body: none });
    const number = newNumber();
    const { status, body } = await show(person, number);
    const verified_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect([status, body]).toEqual([
      200,
      { verified: true, verified_at, discoverable_by_phone: false },
    ]);
    expect((await person.get(path)).body).toEqual(body);
    expect(await person.delete(path)).toMatchObject({ status: 204 });
    expect((await person.get(path)).body).toEqual(none);
    expect((await person.delete(path)).status).toBe(204);
  });

  test('is stored as a keyed hash only, in no other row and no event', async () => {
    const person = await newPerson(tribe);
    const number = newNumber();
    await discoverable(person);
    await show(person, number);
    const digits = number.slice(1);
    const tables = await rowsOf(
      tribe,
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'identity'`,
    );
    for (const { table_name: table } of tables) {
      const found = await rowsOf(
        tribe,
        `SELECT 1 FROM identity."${table}" AS row WHERE row::text LIKE $1`,
        [`%${digits}%`],
      );
      expect([table, found]).toEqual([table, []]);
    }
    const payloads = await rowsOf(tribe, 'SELECT payload FROM outbox');
    expect(payloads.some(({ payload }) => payload.toString('latin1').includes(digits))).toBe(false);
    const [{ phone_hash: hash }] = await rowsOf(
      tribe,
      'SELECT phone_hash FROM phone_numbers WHERE user_id = $1',
      [person.id],
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is recorded in the activities without its digits', async () => {
    const person = await newPerson(tribe);
    await show(person, newNumber());
    await person.delete(path);
    const { activities } = (await person.get('/api/v1/users/me/activity')).body;
    expect(activities.slice(0, 2)).toMatchObject([
      { activity_type: 'phone_removed', metadata: {} },
      { activity_type: 'phone_verified', metadata: {} },
    ]);
  });

  test('is exported as the time of its verification, without its hash', async () => {
    const person = await newPerson(tribe);
    await show(person, newNumber());
    const data = await ownDataOf(tribe.service('identity').app.get(PrismaService), person.id);
    expect(data['phone_numbers']).toEqual([{ verifiedAt: expect.any(Date) }]);
  });
});

describe('verifying a number', () => {
  test('keeps another number that the former owner verifies at the same time', async () => {
    const [former, owner, number] = [await newPerson(tribe), await newPerson(tribe), newNumber()];
    await show(former, number);
    await rowsOf(tribe, 'BEGIN');
    await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [former.id]);
    const shown = show(owner, number);
    await untilBlocked(tribe);
    await rowsOf(tribe, 'UPDATE phone_numbers SET phone_hash = $2 WHERE user_id = $1', [
      former.id,
      'f'.repeat(64),
    ]);
    await rowsOf(tribe, 'COMMIT');
    expect((await shown).status).toBe(200);
    expect([await hasNumber(former), await hasNumber(owner)]).toEqual([true, true]);
  });

  test('takes the number from its former owner', async () => {
    const [former, owner] = [await newPerson(tribe), await newPerson(tribe)];
    const number = newNumber();
    await discoverable(former);
    await show(former, number);
    expect((await show(owner, number)).status).toBe(200);
    expect([await hasNumber(former), await hasNumber(owner)]).toEqual([false, true]);
    expect(await discoverabilityOf(former)).toEqual([false, true, false]);
    const { activities } = (await former.get('/api/v1/users/me/activity')).body;
    expect(activities[0].activity_type).toBe('phone_verified');
  });

  test('gives the number to one of several users who verify it at the same time', async () => {
    const rivals = await Promise.all(Array.from({ length: 4 }, () => newPerson(tribe)));
    const number = newNumber();
    const answers = await Promise.all(rivals.map((rival) => show(rival, number)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await Promise.all(rivals.map(hasNumber))).filter(Boolean)).toHaveLength(1);
  });

  test('lets two users swap their numbers at the same time', async () => {
    const [one, other] = [await newPerson(tribe), await newPerson(tribe)];
    const [first, second] = [newNumber(), newNumber()];
    await show(one, first);
    await show(other, second);
    const answers = await Promise.all([show(one, second), show(other, first)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(
      await rowsOf(tribe, 'SELECT FROM phone_numbers WHERE user_id = ANY($1)', [
        [one.id, other.id],
      ]),
    ).not.toHaveLength(0);
  });
});

describe('events say that a user is discoverable by phone', () => {
  test('while the setting is on and a number is verified', async () => {
    const person = await newPerson(tribe);
    await discoverable(person);
    await show(person, newNumber());
    await discoverable(person, false);
    await discoverable(person);
    await person.delete(path);
    expect(await discoverabilityOf(person)).toEqual([false, true, false, true, false]);
  });

  test('not between two numbers, so that results for the old number are dropped', async () => {
    const person = await newPerson(tribe);
    await discoverable(person);
    const number = newNumber();
    await show(person, number);
    await show(person, number);
    await show(person, newNumber());
    expect(await discoverabilityOf(person)).toEqual([false, true, false, true]);
  });

  test('in the snapshots of a replay too', async () => {
    const [person, other] = [await newPerson(tribe), await newPerson(tribe)];
    await Promise.all([discoverable(person), discoverable(other)]);
    await show(person, newNumber());
    const published = new Map<string, boolean | undefined>();
    for await (const page of tribe.service('identity').app.get(UserSnapshots).snapshots())
      for (const { entityId, data } of page as {
        entityId: string;
        data: { privacy?: { discoverableByPhone: boolean } };
      }[])
        published.set(entityId, data.privacy?.discoverableByPhone);
    expect([published.get(person.id), published.get(other.id)]).toEqual([true, false]);
  });
});

describe('an ID token', () => {
  test.each<[string, (now: number) => object]>([
    ['of another project', () => ({ aud: 'another-project' })],
    ['of another issuer', () => ({ iss: 'https://securetoken.google.com/another-project' })],
    ['that has expired', (now) => ({ exp: now - 3_600 })],
    ['that was refreshed since the code was typed', (now) => ({ auth_time: now - 601 })],
    ['of a login by mail', () => ({ firebase: { sign_in_provider: 'password' } })],
    ['without a number', () => ({ phone_number: undefined })],
  ])('%s is refused and verifies no number', async (_what, claims) => {
    const person = await newPerson(tribe);
    expect(outcomeOf(await show(person, newNumber(), claims(seconds())))).toEqual(invalid);
    expect(await hasNumber(person)).toBe(false);
  });

  test('signed with an unknown key, or by Google for a login, is refused', async () => {
    const person = await newPerson(tribe);
    const claims = {
      phone_number: newNumber(),
      auth_time: seconds(),
      firebase: { sign_in_provider: 'phone' },
    };
    const firebase = {
      iss: 'https://securetoken.google.com/tribe-phones',
      aud: 'tribe-phones',
      sub: 'x',
    };
    expect(
      outcomeOf(await send(person, await issuer.forge(seconds(), { ...firebase, ...claims }))),
    ).toEqual(invalid);
    expect(
      outcomeOf(await send(person, await issuer.sign(seconds(), { sub: 'x', ...claims }))),
    ).toEqual(invalid);
    expect(outcomeOf(await send(person, 'made-up'))).toEqual(invalid);
    expect(await hasNumber(person)).toBe(false);
  });

  test('is accepted once, also when it is sent twice at the same time', async () => {
    const [person, thief] = [await newPerson(tribe), await newPerson(tribe)];
    const token = await issuer.signPhone(seconds(), newNumber());
    const answers = await Promise.all([send(person, token), send(person, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(outcomeOf(await send(thief, token))).toEqual(invalid);
    expect([await hasNumber(person), await hasNumber(thief)]).toEqual([true, false]);
  });

  test('of a phone is refused for a login with Google', async () => {
    const token = await issuer.signPhone(seconds(), newNumber(), {
      email: 'a@example.com',
      email_verified: true,
    });
    expect(
      outcomeOf(await tribe.client().post('/api/v1/auth/google', { id_token: token })),
    ).toEqual(invalid);
  });
});

test.each([
  {},
  { id_token: '' },
  { id_token: 7 },
  { id_token: 'x'.repeat(8_193) },
  { id_token: 'x', phone: '+1' },
])('refuses the body %j with 422 and verifies no number', async (body) => {
  const person = await newPerson(tribe);
  expect(outcomeOf(await person.put(path, body))).toEqual([422, 'VALIDATION_FAILED']);
  expect(await hasNumber(person)).toBe(false);
});

test('refuses requests without a valid access token', async () => {
  const person = await newPerson(tribe);
  await show(person, newNumber());
  for (const client of [
    tribe.client(),
    ...tokenFlaws.map((flaw) =>
      tribe.client({ token: tribe.tokens.sign({ user_id: person.id }, flaw) }),
    ),
  ]) {
    const answers = [
      await client.get(path),
      await client.put(path, { id_token: 'x' }),
      await client.delete(path),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  }
  expect(await hasNumber(person)).toBe(true);
});

test('responds with 503 and Retry-After when the provider fails', async () => {
  const person = await newPerson(tribe);
  const away = await LocalIssuer.start();
  away.mood = 'failing';
  const other = await startTribe({ services: [identity], env: away.environment });
  try {
    const caller = await other.person('brian');
    const answer = await caller.put(path, {
      id_token: await away.signPhone(seconds(), newNumber()),
    });
    expect(outcomeOf(answer)).toEqual([503, 'IDENTITY_PROVIDER_UNAVAILABLE']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await other.stop();
    await away.stop();
  }
  expect(await hasNumber(person)).toBe(false);
});
