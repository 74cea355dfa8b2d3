import { UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, Transactions } from '@tribe/service-kit';
import { type ApiResponse, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '.';
import { block } from './block/block.test-support';
import { invite, Partners } from './partnership/partnership.test-support';
import { beforeRows, lockPair, lockUsers } from './people/locks';
import type { Tx } from './prisma.service';
import { type TribeApi, Tribes } from './tribe/tribe.test-support';

let tribe: Tribe;
let partners: Partners;
let tribes: Tribes;

beforeAll(async () => {
  tribe = await startTribe({
    services: [socialGraph],
    env: { PARTNERSHIP_INVITATIONS_PER_DAY: '1000' },
  });
  partners = new Partners(tribe);
  tribes = new Tribes(tribe);
});
afterAll(() => tribe.stop());

const requests = '/api/v1/friends/requests';
const blocked = '/api/v1/settings/blocked-users';
const muted = '/api/v1/settings/muted-users';

type Write = (by: Person, other: Person, headers: Record<string, string>) => Promise<ApiResponse>;

/** Three friends who share everything: a group, and invitations to partnerships. */
interface World {
  readonly people: readonly [Person, Person, Person];
  readonly group: TribeApi;
  /** Pending invitations to a partnership, of the first user to the second and back. */
  readonly partnerships: readonly [string, string];
  /** Of the first two users. */
  readonly friendship: string;
}

/** A POST with these parts. */
const post =
  (path: string, bodyOf: (other: Person) => object | undefined = () => undefined): Write =>
  (by, other, headers) =>
    by.post(path, bodyOf(other), { headers });
const withId = ({ id }: Person) => ({ user_id: id });

function writesBetween({ friendship }: World): Write[] {
  return [
    post(requests, withId),
    (by) => by.put(`${requests}/${friendship}/accept`),
    (by) => by.put(`${requests}/${friendship}/decline`),
    (by) => by.delete(`${requests}/${friendship}`),
    (by, { id }) => by.delete(`/api/v1/friends/${id}`),
    post(blocked, withId),
    (by, { id }) => by.delete(`${blocked}/${id}`),
    post(muted, withId),
    (by, { id }) => by.delete(`${muted}/${id}`),
  ];
}

function writesOfPartnerships({ partnerships, people }: World): Write[] {
  const paths = partnerships.map((id) => `/api/v1/partnerships/${id}`) as [string, string];
  return [
    post('/api/v1/partnerships', (other) => ({ ...withId(other), kind: 'accountability' })),
    post(`${paths[0]}/invite`, () => withId(people[2])),
    ...paths.map((path) => post(`${path}/invite`, withId)),
    ...paths.map(
      (path): Write =>
        (by) =>
          by.put(`${path}/accept`),
    ),
    (by) => by.put(`${paths[0]}/decline`),
    (by) => by.put(`${paths[0]}/dissolve`),
    (by) => by.request('PATCH', paths[0], { check_in_frequency: 'weekly' }),
  ];
}

function writesOfGroups({ group }: World): Write[] {
  return [
    post('/api/v1/groups', () => ({ name: 'Runners' })),
    post(`${group.path}/invites`, withId),
    post(`${group.path}/join`),
    post(`${group.path}/leave`),
    (by) => group.withdraw(by),
    (by, other) => group.setRole(by, other, 'moderator'),
    (by, other) => group.remove(by, other),
    (by, other) => group.handOver(by, other),
    (by) => group.change(by, { require_approval: true }),
  ];
}

const writesIn = (world: World) => [
  ...writesBetween(world),
  ...writesOfPartnerships(world),
  ...writesOfGroups(world),
];

async function newWorld(): Promise<World> {
  const people = (await partners.people(3)) as [Person, Person, Person];
  const [a, b, c] = people;
  const friendship = await partners.befriend(a, b);
  await partners.befriend(b, c);
  await partners.befriend(c, a);
  const group = await tribes.create('group', a, [b, c]);
  const sent = await Promise.all([invite(a, { user_id: b.id }), invite(b, { user_id: a.id })]);

  return { people, group, partnerships: [sent[0].body.id, sent[1].body.id], friendship };
}

/** Brings back what the last writes ended, so that the next ones take their locks again. */
async function restore(
  { people, group, partnerships }: World,
  friendship: 'pending' | 'accepted',
): Promise<void> {
  const ids = people.map(({ id }) => `'${id}'`).join();
  await partners.rows(`
    UPDATE friendships SET status = '${friendship}', accepted_at = ${friendship === 'accepted' ? 'now()' : 'NULL'},
                           version = version + 1 WHERE user_low IN (${ids});
    UPDATE blocked_users SET unblocked_at = now(), version = version + 1
     WHERE blocker_id IN (${ids}) AND unblocked_at IS NULL;
    UPDATE partnership_members SET is_current = false WHERE user_id IN (${ids});
    UPDATE partnerships SET status = 'pending_invite', activated_at = NULL, dissolved_at = NULL, version = version + 1
     WHERE id IN (${partnerships.map((id) => `'${id}'`).join()});
    DELETE FROM partnership_invitation_log WHERE inviter_id IN (${ids});
    UPDATE tribe_members SET left_at = NULL, is_removed = false WHERE tribe_id = '${group.id}';
    UPDATE tribes SET owner_id = ${ids.split(',')[0]}, archived_at = NULL, member_count = 3, version = version + 1
     WHERE id = '${group.id}'`);
}

/** The deadlocks of the database. Connections report them when they are closed. */
async function deadlocks(): Promise<number> {
  await partners.rows(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
  );
  const [row] = await partners.rows(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.['deadlocks'] as number;
}

async function erase({ id }: Person): Promise<void> {
  const data = { erasureId: newId(), userId: id };
  const event = eventOf(UserErasedSchema, { entityId: id, entityVersion: 9, data });
  await tribe.publishAs('identity', event);
}

test('any two writes of two users at the same moment, with and without an Idempotency-Key, end without a deadlock', async () => {
  const before = await deadlocks();
  const world = await newWorld();
  const [a, b] = world.people;
  const writes = writesIn(world);

  for (const [index, first] of writes.entries()) {
    for (const second of writes.slice(index)) {
      await restore(world, index % 3 === 0 ? 'pending' : 'accepted');
      const answers = await Promise.all([
        first(a, b, {}),
        second(b, a, {}),
        first(a, b, { 'idempotency-key': newId() }),
        second(b, a, { 'idempotency-key': newId() }),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
  }

  expect(await deadlocks()).toBe(before);
});

test('an erasure that waits for a group holds no rows of the members of another', async () => {
  const [leaver, member] = (await tribes.people(2)) as [Person, Person];
  await tribes.create('group', member, [leaver]);
  const last = await tribes.create('group', member, [leaver]);
  await member.get('/api/v1/friends/suggestions');
  await tribes.rows('BEGIN');
  await tribes.rows('SELECT FROM tribes WHERE id = $1 FOR UPDATE', [last.id]);
  await erase(leaver);
  await tribes.untilBlocked();

  const lockNext = 'SELECT FROM suggestion_refreshes WHERE user_id = $1 FOR UPDATE NOWAIT';
  await expect(tribes.rows(lockNext, [member.id])).resolves.toEqual([]);
  await tribes.rows('COMMIT');
});

test.each([
  ['with', () => ({ 'idempotency-key': newId() })],
  ['without', () => ({})],
])(
  'a user can block another at once who invites them to a partnership again and again, %s an Idempotency-Key',
  async (_name, headers) => {
    for (let round = 0; round < 5; round += 1) {
      const [inviter, invitee] = (await partners.friends(2)) as [Person, Person];
      const { body } = await invite(inviter, { user_id: invitee.id });
      const inviting = Array.from({ length: 12 }, () =>
        inviter.post(
          `/api/v1/partnerships/${body.id}/invite`,
          { user_id: invitee.id },
          { headers: headers() },
        ),
      );
      const answer = await invitee.post(blocked, { user_id: inviter.id }, { headers: headers() });
      const statuses = (await Promise.all(inviting)).map(({ status }) => status);
      expect([answer.status, statuses.filter((status) => status >= 500)]).toEqual([201, []]);
    }
  },
);

test('a block of a replaced invitee does not end the invitation of the next', async () => {
  const [inviter, former, next] = (await partners.friends(3)) as [Person, Person, Person];
  const { id } = (await invite(inviter, { user_id: former.id })).body;
  await partners.rows('BEGIN');
  await partners.rows('SELECT FROM partnerships WHERE id = $1 FOR UPDATE', [id]);
  const blocking = block(former, inviter);
  await partners.untilBlocked();
  await partners.rows('UPDATE partnerships SET user2_id = $2 WHERE id = $1', [id, next.id]);
  await partners.rows(
    'UPDATE partnership_members SET user_id = $3 WHERE partnership_id = $1 AND user_id = $2',
    [id, former.id, next.id],
  );
  await partners.rows('COMMIT');

  expect((await blocking).status).toBe(201);
  expect((await partners.row(id))['status']).toBe('pending_invite');
});

describe('a transaction', () => {
  const run = (work: (tx: Tx) => Promise<unknown>) =>
    tribe
      .service('social-graph')
      .app.get<Transactions<Tx>>(Transactions, { strict: false })
      .run(work);
  const lockAPair = (tx: Tx) => lockPair(tx, newId(), newId());
  const lockAUser = (tx: Tx) => lockUsers(tx, 'partnerships', [newId()]);
  const lockRows = async (tx: Tx) => beforeRows(tx);

  test('locks a pair, then users, then rows', async () => {
    await run(async (tx) => {
      await lockAPair(tx);
      await lockAUser(tx);
      await lockRows(tx);
      await lockRows(tx);
    });
  });

  test.each([
    ['users before a pair', lockAUser, lockAPair],
    ['rows before a pair', lockRows, lockAPair],
    ['rows before users', lockRows, lockAUser],
    ['two pairs with a call each', lockAPair, lockAPair],
    ['users with a call each', lockAUser, lockAUser],
  ])('that locks %s fails', async (_name, first, second) => {
    const work = async (tx: Tx) => {
      await first(tx);
      await second(tx);
    };
    await expect(run(work)).rejects.toThrow('was taken after');
  });
});
