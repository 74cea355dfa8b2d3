import { fromBinary } from '@bufbuild/protobuf';
import { UserUpdatedSchema } from '@tribe/contracts';
import {
  eventually,
  LocalIssuer,
  type Person,
  startTribe,
  type Tribe,
  tokenFlaws,
} from '@tribe/testing';
import { identity } from '..';
import { ownDataOf } from '../data-export/own-data';
import { PrismaService } from '../prisma.service';
import { UserSnapshots } from '../user/user.snapshots';

const path = '/api/v1/users/me/phone';
const privacy = '/api/v1/settings/privacy';
const invalid = [401, 'ID_TOKEN_INVALID'];

let issuer: LocalIssuer;
let tribe: Tribe;
let numbers = 0;
let people = 0;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  tribe = await startTribe({ services: [identity], env: issuer.environment });
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const told = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const seconds = () => Math.floor(tribe.clock.now().getTime() / 1000);
const newPerson = () => tribe.person(`caller${++people}`);
const newNumber = () => `+2547${String(++numbers).padStart(8, '0')}`;
const send = (person: Person, token: string) => person.put(path, { id_token: token });

async function show(person: Person, number: string, claims: object = {}) {
  return send(person, await issuer.signPhone(seconds(), number, { ...claims }));
}

async function query(sql: string, values: unknown[] = []) {
  return (await (await tribe.db('identity')).query(sql, values)).rows;
}

/** Whether others are told that somebody can be found by their number, event after event. */
async function toldOthers({ id }: Person): Promise<boolean[]> {
  const rows = await query(
    `SELECT payload FROM outbox WHERE subject = 'tribe.identity.user.updated.v1' AND entity_id = $1 ORDER BY entity_version`,
    [id],
  );
  return rows.map(
    ({ payload }) => fromBinary(UserUpdatedSchema, payload).privacy?.discoverableByPhone ?? false,
  );
}

const discoverable = (person: Person, wish = true) =>
  person.put(privacy, { discoverable_by_phone: wish });
const hasNumber = async (person: Person) => (await person.get(path)).body.verified;

describe('my phone number', () => {
  test('is not known until I show it, and is never told', async () => {
    const person = await newPerson();
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

  test('lies nowhere, neither in rows nor in events; only a keyed hash does', async () => {
    const person = await newPerson();
    const number = newNumber();
    await discoverable(person);
    await show(person, number);
    const digits = number.slice(1);
    const tables = await query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'identity'`,
    );
    for (const { table_name: table } of tables) {
      const found = await query(
        `SELECT 1 FROM identity."${table}" AS row WHERE row::text LIKE $1`,
        [`%${digits}%`],
      );
      expect([table, found]).toEqual([table, []]);
    }
    const payloads = await query('SELECT payload FROM outbox');
    expect(payloads.some(({ payload }) => payload.toString('latin1').includes(digits))).toBe(false);
    const [{ phone_hash: hash }] = await query(
      'SELECT phone_hash FROM phone_numbers WHERE user_id = $1',
      [person.id],
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is in the log of the account without its digits', async () => {
    const person = await newPerson();
    await show(person, newNumber());
    await person.delete(path);
    const { activities } = (await person.get('/api/v1/users/me/activity')).body;
    expect(activities.slice(0, 2)).toMatchObject([
      { activity_type: 'phone_removed', metadata: {} },
      { activity_type: 'phone_verified', metadata: {} },
    ]);
  });

  test('is known in my data by when I showed it, and not by its hash', async () => {
    const person = await newPerson();
    await show(person, newNumber());
    const data = await ownDataOf(tribe.service('identity').app.get(PrismaService), person.id);
    expect(data['phone_numbers']).toEqual([{ verifiedAt: expect.any(Date) }]);
  });
});

describe('who shows a number', () => {
  test('takes nothing else from its former owner, who showed another at the same moment', async () => {
    const [former, owner, number] = [await newPerson(), await newPerson(), newNumber()];
    await show(former, number);
    await query('BEGIN');
    await query('SELECT FROM users WHERE id = $1 FOR UPDATE', [former.id]);
    const shown = show(owner, number);
    await eventually(async () => {
      const [{ waiting }] = await query(
        'SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted',
      );
      expect(waiting).toBeGreaterThan(0);
    });
    await query('UPDATE phone_numbers SET phone_hash = $2 WHERE user_id = $1', [
      former.id,
      'f'.repeat(64),
    ]);
    await query('COMMIT');
    expect((await shown).status).toBe(200);
    expect([await hasNumber(former), await hasNumber(owner)]).toEqual([true, true]);
  });

  test('takes it over from whoever had it before, and nobody has it twice', async () => {
    const [former, owner] = [await newPerson(), await newPerson()];
    const number = newNumber();
    await discoverable(former);
    await show(former, number);
    expect((await show(owner, number)).status).toBe(200);
    expect([await hasNumber(former), await hasNumber(owner)]).toEqual([false, true]);
    expect(await toldOthers(former)).toEqual([false, true, false]);
    const { activities } = (await former.get('/api/v1/users/me/activity')).body;
    expect(activities[0].activity_type).toBe('phone_verified');
  });

  test('has it alone, also when several show it at the same moment', async () => {
    const rivals = await Promise.all(Array.from({ length: 4 }, newPerson));
    const number = newNumber();
    const answers = await Promise.all(rivals.map((rival) => show(rival, number)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await Promise.all(rivals.map(hasNumber))).filter(Boolean)).toHaveLength(1);
  });

  test('may swap it with somebody at the same moment', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    const [first, second] = [newNumber(), newNumber()];
    await show(one, first);
    await show(other, second);
    const answers = await Promise.all([show(one, second), show(other, first)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(
      await query('SELECT FROM phone_numbers WHERE user_id = ANY($1)', [[one.id, other.id]]),
    ).not.toHaveLength(0);
  });
});

describe('others are told that I can be found', () => {
  test('only when I want it and have shown a number, until either ends', async () => {
    const person = await newPerson();
    await discoverable(person);
    await show(person, newNumber());
    await discoverable(person, false);
    await discoverable(person);
    await person.delete(path);
    expect(await toldOthers(person)).toEqual([false, true, false, true, false]);
  });

  test('anew when I have another number: nobody keeps who was found by the old one', async () => {
    const person = await newPerson();
    await discoverable(person);
    const number = newNumber();
    await show(person, number);
    await show(person, number);
    await show(person, newNumber());
    expect(await toldOthers(person)).toEqual([false, true, false, true]);
  });

  test('also when everything is told again', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    for (const one of [person, other]) await discoverable(one);
    await show(person, newNumber());
    const told = new Map<string, boolean | undefined>();
    for await (const page of tribe.service('identity').app.get(UserSnapshots).snapshots())
      for (const { entityId, data } of page as {
        entityId: string;
        data: { privacy?: { discoverableByPhone: boolean } };
      }[])
        told.set(entityId, data.privacy?.discoverableByPhone);
    expect([told.get(person.id), told.get(other.id)]).toEqual([true, false]);
  });
});

describe('a token', () => {
  test.each<[string, (now: number) => object]>([
    ['of another project', () => ({ aud: 'somebody-elses-project' })],
    ['of another issuer', () => ({ iss: 'https://securetoken.google.com/somebody-elses-project' })],
    ['that has expired', (now) => ({ exp: now - 3_600 })],
    ['that was refreshed since the code was typed', (now) => ({ auth_time: now - 601 })],
    ['of a log-in by mail', () => ({ firebase: { sign_in_provider: 'password' } })],
    ['without a number', () => ({ phone_number: undefined })],
  ])('%s shows nothing', async (_what, claims) => {
    const person = await newPerson();
    expect(told(await show(person, newNumber(), claims(seconds())))).toEqual(invalid);
    expect(await hasNumber(person)).toBe(false);
  });

  test('signed by somebody else, or by Google for a log-in, shows nothing', async () => {
    const person = await newPerson();
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
      told(await send(person, await issuer.forge(seconds(), { ...firebase, ...claims }))),
    ).toEqual(invalid);
    expect(told(await send(person, await issuer.sign(seconds(), { sub: 'x', ...claims })))).toEqual(
      invalid,
    );
    expect(told(await send(person, 'made-up'))).toEqual(invalid);
    expect(await hasNumber(person)).toBe(false);
  });

  test('counts once, even twice at the same moment, and for nobody else', async () => {
    const [person, thief] = [await newPerson(), await newPerson()];
    const token = await issuer.signPhone(seconds(), newNumber());
    const answers = await Promise.all([send(person, token), send(person, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(told(await send(thief, token))).toEqual(invalid);
    expect([await hasNumber(person), await hasNumber(thief)]).toEqual([true, false]);
  });

  test('of the phone logs nobody in', async () => {
    const token = await issuer.signPhone(seconds(), newNumber(), {
      email: 'a@example.com',
      email_verified: true,
    });
    expect(told(await tribe.client().post('/api/v1/auth/google', { id_token: token }))).toEqual(
      invalid,
    );
  });
});

test.each([
  {},
  { id_token: '' },
  { id_token: 7 },
  { id_token: 'x'.repeat(8_193) },
  { id_token: 'x', phone: '+1' },
])('a bad body is refused and writes nothing: %j', async (body) => {
  const person = await newPerson();
  expect(told(await person.put(path, body))).toEqual([422, 'VALIDATION_FAILED']);
  expect(await hasNumber(person)).toBe(false);
});

test('nobody reads or changes a number without a good token of their own', async () => {
  const person = await newPerson();
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

test('a provider that fails is a 503 that says when to come back', async () => {
  const person = await newPerson();
  const away = await LocalIssuer.start();
  away.mood = 'failing';
  const other = await startTribe({ services: [identity], env: away.environment });
  try {
    const caller = await other.person('brian');
    const answer = await caller.put(path, {
      id_token: await away.signPhone(seconds(), newNumber()),
    });
    expect(told(answer)).toEqual([503, 'IDENTITY_PROVIDER_UNAVAILABLE']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await other.stop();
    await away.stop();
  }
  expect(await hasNumber(person)).toBe(false);
});
