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

/** What identity tells of somebody. */
async function tell(
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

/** One finds the other, by an answer of identity that knew the other at this version; resolves with whom they keep. */
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
  return kept(userId);
}

async function kept(userId: string): Promise<string[]> {
  const sql = 'SELECT contact_user_id FROM contact_matches WHERE user_id = $1 ORDER BY matched_at';
  const { rows } = await (await tribe.db('social-graph')).query(sql, [userId]);
  return rows.map(({ contact_user_id }) => contact_user_id);
}

const pair = () => [randomUUID(), randomUUID()] as const;

test('somebody who was found stays so until an event says that they can be found no more', async () => {
  const [asker, contact] = pair();
  await tell(contact, 2);
  await tribe.settled();
  expect(await find(asker, contact, 2n)).toEqual([contact]);
  await tell(contact, 3);
  await tribe.settled();
  expect(await kept(asker)).toEqual([contact]);
  await tell(contact, 4, { discoverableByPhone: false });
  await tribe.settled();
  expect(await kept(asker)).toEqual([]);
});

test.each([
  ['was banned', { isActive: false }],
  ['forgot their number', { discoverableByPhone: false }],
])('whoever %s is gone for others, and others for them', async (_what, state) => {
  const [asker, contact] = pair();
  for (const id of [asker, contact]) await tell(id, 2);
  await tribe.settled();
  await find(asker, contact, 2n);
  await find(contact, asker, 2n);
  await tell(contact, 3, state);
  await tribe.settled();
  expect([await kept(asker), await kept(contact)]).toEqual([[], []]);
});

test('an answer that is older than what events say keeps nobody, neither gone nor with another number', async () => {
  const [asker, gone] = pair();
  await tell(gone, 2);
  await tell(gone, 3, { discoverableByPhone: false });
  await tribe.settled();
  expect(await find(asker, gone, 2n)).toEqual([]);
  await tell(gone, 4);
  await tribe.settled();
  expect(await find(asker, gone, 2n)).toEqual([]);
  expect(await find(asker, gone, 4n)).toEqual([gone]);
});

test('an answer that is newer than the events keeps whom it names', async () => {
  const [asker, contact] = pair();
  expect(await find(asker, contact, 7n)).toEqual([contact]);
  await tell(contact, 7);
  await tribe.settled();
  expect(await kept(asker)).toEqual([contact]);
});

test('events that come late, twice or again change nothing', async () => {
  const [asker, contact] = pair();
  await tell(contact, 5);
  await tribe.settled();
  await find(asker, contact, 5n);
  await tell(contact, 4, { discoverableByPhone: false });
  await tell(contact, 5, { replayed: true });
  await tell(contact, 3, { isActive: false, replayed: true });
  await tribe.settled();
  expect(await kept(asker)).toEqual([contact]);
});

test('finding and going at the same moment leave nothing behind', async () => {
  const [asker, contact] = pair();
  await tell(contact, 2);
  await tribe.settled();
  const waiting = `SELECT FROM pg_stat_activity
                    WHERE usename = current_user AND wait_event_type = 'Lock' AND query LIKE '%phone_reach%'`;
  const db = await tribe.db('social-graph');
  await inTransaction(async (tx) => {
    const unchanged = await lockUnchanged(tx, [{ userId: contact, version: 2n }]);
    await tell(contact, 3, { discoverableByPhone: false });
    await eventually(async () => expect((await db.query(waiting)).rowCount).toBe(1));
    await saveMatches(tx.sql, {
      userId: asker,
      contactIds: [...unchanged],
      now: tribe.clock.now(),
      limit: 100,
    });
  });
  await tribe.settled();
  expect(await kept(asker)).toEqual([]);
});

test('of very many contacts the newest are kept', async () => {
  const asker = randomUUID();
  const contacts = Array.from({ length: 4 }, () => randomUUID());
  for (const contact of contacts) {
    await find(asker, contact, 1n, 3);
    tribe.clock.advance(1_000);
  }
  expect(await kept(asker)).toEqual(contacts.slice(1));
});

test('of who is erased nothing is left on either side, however many found them', async () => {
  const id = randomUUID();
  await tell(id, 2);
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
