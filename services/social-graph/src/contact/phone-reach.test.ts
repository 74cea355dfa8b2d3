import { randomUUID } from 'node:crypto';
import { UserErasedSchema, UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Transactions } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import type { Tx } from '../prisma.service';
import { lockUnchanged, saveMatches } from './contact.queries';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
});
afterAll(() => tribe.stop());

const inTransaction = <T>(work: (tx: Tx) => Promise<T>) =>
  tribe
    .service('social-graph')
    .app.get<Transactions<Tx>>(Transactions, { strict: false })
    .run(work);

interface State {
  readonly isActive?: boolean;
  readonly discoverableByPhone?: boolean;
  readonly replayed?: boolean;
}

/** Publishes the reach of a user by phone, as identity does. */
async function announce(
  id: string,
  version: number,
  { isActive = true, discoverableByPhone = true, replayed }: State = {},
) {
  const user = { id, username: `user${id.slice(0, 8)}`, fullName: 'Some Body' };
  const data = { user, isActive, privacy: { discoverableByPhone } };
  const schema = replayed ? UserSnapshottedSchema : UserUpdatedSchema;
  await tribe.publishAs(
    'identity',
    eventOf(schema, { entityId: id, entityVersion: version, data }),
  );
}

/** Saves a contact that identity found at this version of the user. Resolves with the contacts of the user. */
async function find(
  userId: string,
  contactId: string,
  version: bigint,
  limit = 100,
): Promise<string[]> {
  await inTransaction(async (tx) => {
    const unchanged = await lockUnchanged(tx, [{ userId: contactId, version }]);
    await saveMatches(tx.sql, {
      userId,
      contactIds: [...unchanged],
      now: tribe.clock.now(),
      limit,
    });
  });
  return contactsOf(userId);
}

async function contactsOf(userId: string): Promise<string[]> {
  const sql = 'SELECT contact_user_id FROM contact_matches WHERE user_id = $1 ORDER BY matched_at';
  const { rows } = await (await tribe.db('social-graph')).query(sql, [userId]);
  return rows.map(({ contact_user_id }) => contact_user_id);
}

const pair = () => [randomUUID(), randomUUID()] as const;

test('a contact stays until an event says that the user is no longer discoverable', async () => {
  const [asker, contact] = pair();
  await announce(contact, 2);
  await tribe.settled();
  expect(await find(asker, contact, 2n)).toEqual([contact]);
  await announce(contact, 3);
  await tribe.settled();
  expect(await contactsOf(asker)).toEqual([contact]);
  await announce(contact, 4, { discoverableByPhone: false });
  await tribe.settled();
  expect(await contactsOf(asker)).toEqual([]);
});

test.each([
  ['was banned', { isActive: false }],
  ['is no longer discoverable', { discoverableByPhone: false }],
])(
  'a user who %s disappears from the contacts of others and has no contacts',
  async (_what, state) => {
    const [asker, contact] = pair();
    for (const id of [asker, contact]) await announce(id, 2);
    await tribe.settled();
    await find(asker, contact, 2n);
    await find(contact, asker, 2n);
    await announce(contact, 3, state);
    await tribe.settled();
    expect([await contactsOf(asker), await contactsOf(contact)]).toEqual([[], []]);
  },
);

test('an answer of identity that is older than the events saves no contact', async () => {
  const [asker, former] = pair();
  await announce(former, 2);
  await announce(former, 3, { discoverableByPhone: false });
  await tribe.settled();
  expect(await find(asker, former, 2n)).toEqual([]);
  await announce(former, 4);
  await tribe.settled();
  expect(await find(asker, former, 2n)).toEqual([]);
  expect(await find(asker, former, 4n)).toEqual([former]);
});

test('an answer of identity that is newer than the events saves the contact', async () => {
  const [asker, contact] = pair();
  expect(await find(asker, contact, 7n)).toEqual([contact]);
  await announce(contact, 7);
  await tribe.settled();
  expect(await contactsOf(asker)).toEqual([contact]);
});

test('late, repeated and replayed events change nothing', async () => {
  const [asker, contact] = pair();
  await announce(contact, 5);
  await tribe.settled();
  await find(asker, contact, 5n);
  await announce(contact, 4, { discoverableByPhone: false });
  await announce(contact, 5, { replayed: true });
  await announce(contact, 3, { isActive: false, replayed: true });
  await tribe.settled();
  expect(await contactsOf(asker)).toEqual([contact]);
});

test('a contact found while the user stops being discoverable is not kept', async () => {
  const [asker, contact] = pair();
  await announce(contact, 2);
  await tribe.settled();
  const waiting = `SELECT FROM pg_stat_activity
                    WHERE usename = current_user AND wait_event_type = 'Lock' AND query LIKE '%phone_reach%'`;
  const db = await tribe.db('social-graph');
  await inTransaction(async (tx) => {
    const unchanged = await lockUnchanged(tx, [{ userId: contact, version: 2n }]);
    await announce(contact, 3, { discoverableByPhone: false });
    await eventually(async () => expect((await db.query(waiting)).rowCount).toBe(1));
    await saveMatches(tx.sql, {
      userId: asker,
      contactIds: [...unchanged],
      now: tribe.clock.now(),
      limit: 100,
    });
  });
  await tribe.settled();
  expect(await contactsOf(asker)).toEqual([]);
});

test('keeps the newest contacts up to the limit', async () => {
  const asker = randomUUID();
  const contacts = Array.from({ length: 4 }, () => randomUUID());
  for (const contact of contacts) {
    await find(asker, contact, 1n, 3);
    tribe.clock.advance(1_000);
  }
  expect(await contactsOf(asker)).toEqual(contacts.slice(1));
});

test('erases all contacts of an erased user on both sides', async () => {
  const id = randomUUID();
  await announce(id, 2);
  await tribe.settled();
  const db = await tribe.db('social-graph');
  await db.query(
    `INSERT INTO contact_matches
     SELECT $1::uuid, gen_random_uuid(), now() FROM generate_series(1, 130)
     UNION ALL
     SELECT gen_random_uuid(), $1::uuid, now() FROM generate_series(1, 130)`,
    [id],
  );
  await db.query('INSERT INTO contact_lookups VALUES (gen_random_uuid(), $1, 500, now())', [id]);
  const left = async () => {
    const { rows } = await db.query(
      `SELECT (SELECT count(*)::int FROM contact_matches WHERE $1 IN (user_id, contact_user_id)) AS matches,
              (SELECT count(*)::int FROM contact_lookups WHERE user_id = $1) AS lookups,
              (SELECT count(*)::int FROM phone_reach WHERE user_id = $1) AS reach`,
      [id],
    );
    return rows[0];
  };
  expect(await left()).toEqual({ matches: 260, lookups: 1, reach: 1 });
  const data = { userId: id, erasureId: randomUUID() };
  await tribe.publishAs(
    'identity',
    eventOf(UserErasedSchema, { entityId: id, entityVersion: 3, data }),
  );
  await eventually(async () => expect(await left()).toEqual({ matches: 0, lookups: 0, reach: 0 }));
});
