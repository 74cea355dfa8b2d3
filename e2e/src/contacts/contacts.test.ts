import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { OwnPersonalData } from '@tribe/personal-data';
import { socialGraph } from '@tribe/social-graph';
import { LocalIssuer, type Person, startTribe, type Tribe } from '@tribe/testing';
import { contacts, found, look, PhonePeople } from './phone-people';

let issuer: LocalIssuer;
let tribe: Tribe;
let people: PhonePeople;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
  const env = {
    ...issuer.environment,
    CONTACT_LOOKUPS_PER_HOUR: '8',
    CONTACT_NUMBERS_PER_DAY: '600',
  };
  tribe = await startTribe({ services: [identity, socialGraph, notifications], env });
  people = new PhonePeople(tribe, issuer);
});
afterAll(async () => {
  await tribe.stop();
  await issuer.stop();
});

const hour = 3_600_000;
const statusAndCode = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];
const notDiscoverable = [403, 'PHONE_NOT_DISCOVERABLE'];

async function rowsOf(service: string, sql: string, values: unknown[] = []) {
  return (await (await tribe.db(service)).query(sql, values)).rows;
}
const matchesOf = ({ id }: Person) =>
  rowsOf('social-graph', 'SELECT * FROM contact_matches WHERE $1 IN (user_id, contact_user_id)', [
    id,
  ]);
const block = (by: Person, other: Person) =>
  by.post('/api/v1/settings/blocked-users', { user_id: other.id });
const unblock = (by: Person, other: Person) =>
  by.delete(`/api/v1/settings/blocked-users/${other.id}`);

/** Returns a response without its request id. */
const plain = ({ status, body }: { status: number; body: object }) => ({
  status,
  body: { ...body, request_id: '' },
});

describe('a discoverable user', () => {
  test('finds a contact with the friendship status', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    const { status, body } = await look(asker.person, [
      contact.number,
      people.newNumber(),
      'Mama',
      '112',
    ]);
    const { id, username, fullName } = contact.person;
    const card = { id, username, full_name: fullName, profile_image_url: null };
    const stranger = {
      ...card,
      is_friend: false,
      friendship_status: 'none',
      mutual_friends_count: 0,
    };
    expect([status, body]).toEqual([200, { contacts: [stranger] }]);

    const { body: request } = await asker.person.post('/api/v1/friends/requests', { user_id: id });
    expect((await look(asker.person, [contact.number])).body.contacts).toEqual([
      { ...stranger, friendship_status: 'request_sent' },
    ]);
    expect((await look(contact.person, [asker.number])).body.contacts).toMatchObject([
      { friendship_status: 'request_received' },
    ]);
    await contact.person.put(`/api/v1/friends/requests/${request.id}/accept`);
    expect((await look(asker.person, [contact.number])).body.contacts).toEqual([
      { ...stranger, is_friend: true, friendship_status: 'friends' },
    ]);
  });

  test('may send numbers in any format', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    const local = `0${contact.number.slice(4, 7)} ${contact.number.slice(7)}`;
    expect(await found(asker.person, local)).toEqual([]);
    const { body } = await look(
      asker.person,
      [local, contact.number, `00${contact.number.slice(1)}`],
      {
        country: 'ke',
      },
    );
    expect(body.contacts).toHaveLength(1);
  });

  test('sees a declined request as pending, and the user who declined it sees no request', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    const { body } = await asker.person.post('/api/v1/friends/requests', {
      user_id: contact.person.id,
    });
    await contact.person.put(`/api/v1/friends/requests/${body.id}/decline`);
    const [asked] = (await look(asker.person, [contact.number])).body.contacts;
    const [declined] = (await look(contact.person, [asker.number])).body.contacts;
    expect([asked.friendship_status, declined.friendship_status]).toEqual(['request_sent', 'none']);
  });

  test('does not find the own number', async () => {
    const { person, number } = await people.caller();
    expect(await found(person, number)).toEqual([]);
  });

  test('cannot assign the found users to numbers', async () => {
    const asker = await people.caller();
    const others = [await people.caller(), await people.caller(), await people.caller()];
    const numbers = others.map(({ number }) => number);
    const forwards = await look(asker.person, numbers);
    const backwards = await look(asker.person, numbers.toReversed());
    expect(forwards.body.contacts).toHaveLength(3);
    expect(backwards.body).toEqual(forwards.body);
    for (const number of numbers)
      expect(JSON.stringify(forwards.body)).not.toContain(number.slice(4));
  });
});

describe('a look-up is refused', () => {
  test.each([
    ['for a user without a number', () => people.person()],
    ['for a user who is not discoverable', async () => (await people.caller({ shy: true })).person],
    [
      'for a user who removed the number',
      async () => {
        const { person } = await people.caller();
        await people.forget(person);
        return person;
      },
    ],
    [
      'for a user whose number belongs to another user',
      async () => {
        const { person, number } = await people.caller();
        await people.show(await people.person(), number);
        return person;
      },
    ],
  ])('%s', async (_what, make) => {
    const [person, contact] = [await make(), await people.caller()];
    expect(statusAndCode(await look(person, [contact.number]))).toEqual(notDiscoverable);
    expect(statusAndCode(await look(person, ['no number']))).toEqual(notDiscoverable);
    expect(await matchesOf(contact.person)).toEqual([]);
    expect(
      await rowsOf('social-graph', 'SELECT FROM contact_lookups WHERE user_id = $1', [person.id]),
    ).toEqual([]);
  });

  test('without a token', async () => {
    expect((await tribe.client().post(contacts, { phone_numbers: ['+254712345678'] })).status).toBe(
      401,
    );
  });
});

describe('a look-up does not find', () => {
  const setUp = async () => ({ asker: await people.caller(), unknown: people.newNumber() });

  test('a user who is not discoverable, with the same response as for an unknown number', async () => {
    const { asker, unknown } = await setUp();
    const shy = await people.caller({ shy: true });
    expect(plain(await look(asker.person, [shy.number]))).toEqual(
      plain(await look(asker.person, [unknown])),
    );
    expect(await matchesOf(shy.person)).toEqual([]);
  });

  test('a blocked or blocking user, with the same response as for an unknown number', async () => {
    const { asker, unknown } = await setUp();
    const contact = await people.caller();
    await block(contact.person, asker.person);
    const forUnknown = plain(await look(asker.person, [unknown]));
    expect(plain(await look(asker.person, [contact.number]))).toEqual(forUnknown);
    expect(plain(await look(contact.person, [asker.number]))).toEqual(forUnknown);
    expect([await matchesOf(asker.person), await matchesOf(contact.person)]).toEqual([[], []]);
    await unblock(contact.person, asker.person);
    expect(await found(asker.person, contact.number)).toEqual([contact.person.id]);
  });

  test('a user with a private profile, except for friends', async () => {
    const [asker, contact, friend] = [
      await people.caller(),
      await people.caller(),
      await people.caller(),
    ];
    const { body } = await contact.person.post('/api/v1/friends/requests', {
      user_id: friend.person.id,
    });
    await friend.person.put(`/api/v1/friends/requests/${body.id}/accept`);
    await contact.person.put('/api/v1/settings/privacy', { profile_visibility: 'private' });
    await tribe.settled();
    expect(await found(asker.person, contact.number)).toEqual([]);
    expect(await found(friend.person, contact.number)).toEqual([contact.person.id]);
  });

  test('a user whose account is closed', async () => {
    const { asker } = await setUp();
    const contact = await people.caller();
    expect((await contact.person.delete('/api/v1/settings/delete-account')).status).toBe(202);
    expect(await found(asker.person, contact.number)).toEqual([]);
  });
});

describe('phone numbers', () => {
  test('are not stored after a look-up', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    const [unknown, key] = [people.newNumber(), crypto.randomUUID()];
    const { status } = await asker.person.post(
      contacts,
      { phone_numbers: [contact.number, unknown] },
      { headers: { 'idempotency-key': key } },
    );
    expect(status).toBe(200);
    await tribe.settled();
    for (const service of ['identity', 'social-graph']) {
      const schema = service.replace('-', '_');
      const tables = await rowsOf(
        service,
        `SELECT table_name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'`,
        [schema],
      );
      expect(tables.length).toBeGreaterThan(10);
      for (const { table_name: table } of tables) {
        // As text, and as the hexadecimal form of bytes.
        const digits = [contact.number, unknown].flatMap((number) => {
          const text = number.slice(1);
          return [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`];
        });
        const rows = await rowsOf(
          service,
          `SELECT 1 FROM "${table}" AS t WHERE t::text LIKE ANY($1)`,
          [digits],
        );
        expect([table, rows]).toEqual([table, []]);
      }
    }
  });

  test('are not in data exports, which contain the found contacts', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    await found(asker.person, contact.number);
    const dataOf = async ({ id }: Person) => {
      const pages = [];
      const { source } = tribe.service('social-graph').app.get(OwnPersonalData, { strict: false });
      for await (const page of source.exportFor(id)) pages.push(page);
      return pages;
    };
    const matched = {
      section: 'contacts',
      rows: [{ id: contact.person.id, matchedAt: expect.any(Date) }],
    };
    expect(await dataOf(asker.person)).toEqual([matched]);
    expect(await dataOf(contact.person)).toEqual([]);
  });

  test('are looked up once for repeated requests with the same key', async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const answers = [];
    for (let time = 0; time < 3; time++)
      answers.push(
        await asker.person.post(contacts, { phone_numbers: [contact.number] }, { headers }),
      );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const lookups = await rowsOf('social-graph', 'SELECT FROM contact_lookups WHERE user_id = $1', [
      asker.person.id,
    ]);
    expect(lookups).toHaveLength(1);
  });
});

describe('a user who looks up many numbers', () => {
  test('gets 429 with Retry-After above the hourly number of look-ups', async () => {
    const { person } = await people.caller();
    for (let time = 0; time < 8; time++)
      expect((await look(person, ['+254712345678'])).status).toBe(200);
    const refused = await look(person, ['+254712345678']);
    expect(statusAndCode(refused)).toEqual([429, 'CONTACT_LIMIT_REACHED']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
    expect((await look((await people.caller()).person, ['+254712345678'])).status).toBe(200);
    tribe.clock.advance(Number(refused.headers['retry-after']) * 1_000);
    expect((await look(person, ['+254712345678'])).status).toBe(200);
  });

  test('gets 429 above the daily number of phone numbers', async () => {
    const { person } = await people.caller();
    const book = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `+25472${String(from + index).padStart(7, '0')}`);
    expect((await look(person, book(0, 400))).status).toBe(200);
    const refused = await look(person, book(1_000, 201));
    expect(statusAndCode(refused)).toEqual([429, 'CONTACT_LIMIT_REACHED']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(23 * 3_600);
    expect((await look(person, book(1_000, 200))).status).toBe(200);
    expect(statusAndCode(await look(person, book(2_000, 1)))).toEqual([
      429,
      'CONTACT_LIMIT_REACHED',
    ]);
    tribe.clock.advance(25 * hour);
  });

  test('cannot exceed the limit with concurrent requests', async () => {
    const { person } = await people.caller();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => look(person, ['+254712345678'])),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(12);
  });
});

describe('matches in both directions are deleted', () => {
  const pair = async () => {
    const [asker, contact] = [await people.caller(), await people.caller()];
    await found(asker.person, contact.number);
    await found(contact.person, asker.number);
    expect(await matchesOf(contact.person)).toHaveLength(2);
    return { asker, contact };
  };

  test('when a user disables discovery', async () => {
    const { contact } = await pair();
    await people.letFind(contact.person, false);
    expect(await matchesOf(contact.person)).toEqual([]);
    await people.letFind(contact.person);
    expect(await matchesOf(contact.person)).toEqual([]);
  });

  test('when a user removes the number', async () => {
    const { contact } = await pair();
    await people.forget(contact.person);
    expect(await matchesOf(contact.person)).toEqual([]);
  });

  test('when a user changes the number', async () => {
    const { asker, contact } = await pair();
    const next = people.newNumber();
    await people.show(contact.person, next);
    expect(await matchesOf(contact.person)).toEqual([]);
    expect(await found(asker.person, contact.number)).toEqual([]);
    expect(await found(asker.person, next)).toEqual([contact.person.id]);
  });

  test('when another user verifies the number', async () => {
    const { asker, contact } = await pair();
    const newOwner = await people.person();
    await people.letFind(newOwner);
    await people.show(newOwner, contact.number);
    expect(await matchesOf(contact.person)).toEqual([]);
    expect(await found(asker.person, contact.number)).toEqual([newOwner.id]);
  });

  test('when a user is banned, and found again after the ban is lifted', async () => {
    const { asker, contact } = await pair();
    const admin = await tribe.admin();
    const account = `/api/v1/admin/users/${contact.person.id}`;
    expect((await admin.post(`${account}/ban`, { reason: 'Spam' })).status).toBe(200);
    await tribe.settled();
    expect(await matchesOf(contact.person)).toEqual([]);
    expect(await found(asker.person, contact.number)).toEqual([]);
    expect((await admin.post(`${account}/unban`)).status).toBe(200);
    await tribe.settled();
    expect(await found(asker.person, contact.number)).toEqual([contact.person.id]);
  });

  test('when an account is closed, and all phone data is deleted with the account', async () => {
    const { contact } = await pair();
    const { id } = contact.person;
    await contact.person.delete('/api/v1/settings/delete-account');
    await tribe.settled();
    expect(await matchesOf(contact.person)).toEqual([]);
    tribe.clock.advance(31 * 24 * hour);
    await tribe.settled();
    for (const table of ['contact_matches', 'contact_lookups', 'phone_reach'])
      expect([
        table,
        await rowsOf('social-graph', `SELECT FROM ${table} WHERE user_id = $1`, [id]),
      ]).toEqual([table, []]);
    expect(await rowsOf('identity', 'SELECT FROM phone_numbers WHERE user_id = $1', [id])).toEqual(
      [],
    );
  });
});

test('returns 503 without counting the look-up while identity is unavailable, and other endpoints work', async () => {
  const { person } = await people.caller();
  await tribe.stopService('identity');
  try {
    for (let time = 0; time < 9; time++) {
      const answer = await look(person, ['+254712345678']);
      expect(statusAndCode(answer)).toEqual([503, 'RPC_UNAVAILABLE']);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    for (const path of [
      '/api/v1/friends',
      '/api/v1/friends/suggestions',
      '/api/v1/users/search?q=somebody',
    ])
      expect((await person.get(path)).status).toBe(200);
  } finally {
    await tribe.startService('identity');
  }
  expect((await look(person, ['+254712345678'])).status).toBe(200);
});

test.each([
  {},
  { phone_numbers: [] },
  { phone_numbers: '+254712345678' },
  { phone_numbers: [254712345678] },
  { phone_numbers: ['7'.repeat(65)] },
  { phone_numbers: Array.from({ length: 501 }, () => '+254712345678') },
  { phone_numbers: ['+254712345678'], country: 'XX' },
  { phone_numbers: ['+254712345678'], country: 'Kenya' },
  { phone_numbers: ['+254712345678'], names: ['Mama'] },
])('refuses invalid body %# and writes nothing', async (body) => {
  const { person } = await people.caller();
  expect(statusAndCode(await person.post(contacts, body))).toEqual([422, 'VALIDATION_FAILED']);
  expect(
    await rowsOf('social-graph', 'SELECT FROM contact_lookups WHERE user_id = $1', [person.id]),
  ).toEqual([]);
});
