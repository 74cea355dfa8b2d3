import { Database, Transactions } from '@tribe/service-kit';
import { setTeamService, setTeamUser, TeamScope } from '../access/team-scope';
import { MessagingWorld } from '../messaging-world.test-support';
import type { Tx } from '../prisma.service';
import { TeamWorld } from './team.test-support';

let world: MessagingWorld;
let team: TeamWorld;
let open: string;
let staff: string;
let database: Database;
let transactions: Transactions<Tx>;
let scope: TeamScope;

beforeAll(async () => {
  world = await MessagingWorld.start({ DB_POOL_SIZE: '3' });
  team = await TeamWorld.create(world, 'rls');
  [open, staff] = [await team.channel(), await team.channel({ visible_roles: ['trainer'] })];
  for (const id of [open, staff]) {
    const { id: messageId } = await world.send(team.people.coach, id, 'Tactics');
    await team.people.coach.put(`/api/v1/conversations/${id}/messages/${messageId}`, {
      content: 'New tactics',
    });
  }
  const { app } = world.tribe.service('messaging');
  database = app.get(Database, { strict: false });
  transactions = app.get<Transactions<Tx>>(Transactions, { strict: false });
  scope = app.get(TeamScope, { strict: false });
});
afterAll(() => world.stop());

const tables = {
  conversations: 'SELECT id FROM conversations WHERE team_id IS NOT NULL ORDER BY id',
  messages:
    'SELECT conversation_id AS id FROM messages WHERE team_id IS NOT NULL ORDER BY conversation_id',
  edits:
    'SELECT conversation_id AS id FROM message_edits WHERE team_id IS NOT NULL ORDER BY conversation_id',
};

/** The channels of which each table has rows. */
async function seen(query: (name: string, text: string) => Promise<{ id: string }[]>) {
  const rows = Object.entries(tables).map(async ([name, text]) => {
    const found = await query(`seen_${name}`, text);
    return [name, found.map(({ id }) => id)];
  });
  return Object.fromEntries(await Promise.all(rows)) as unknown;
}

const all = (ids: string[]) => ({ conversations: ids, messages: ids, edits: ids });

test('without a user, a query returns no rows of teams', async () => {
  expect(await seen((name, text) => database.query(name, text, []))).toEqual(all([]));
  const inTransaction = transactions.run((tx) =>
    seen((name, text) => tx.sql.query(name, text, [])),
  );
  expect(await inTransaction).toEqual(all([]));
});

test('in the name of a user, a query returns the channels that the role sees', async () => {
  const asMember = (userId: string) => {
    const sql = scope.as(userId);
    return seen((name, text) => sql.query(name, text, []));
  };
  expect(await asMember(team.people.trainer.id)).toEqual(all([open, staff]));
  expect(await asMember(team.people.player.id)).toEqual(all([open]));
  expect(await asMember(world.dorcas.id)).toEqual(all([]));
});

test('the pooled connections keep no user, with interleaved users and failing transactions', async () => {
  const users = [
    [team.people.trainer.id, 2],
    [team.people.player.id, 1],
    [world.dorcas.id, 0],
    [undefined, 0],
  ] as const;

  const counts = Array.from({ length: 200 }, async (_, index) => {
    const [userId, expected] = users[index % users.length] as (typeof users)[number];
    const count = 'SELECT count(*)::int AS count FROM messages WHERE team_id IS NOT NULL';

    const reading = transactions.run(async ({ sql }) => {
      if (userId !== undefined) await setTeamUser(sql, userId);
      const [row] = await sql.query<{ count: number }>('rls_count', count, []);
      if (index % 3 === 0) throw new Error(String(row?.count));
      return row?.count;
    });

    const found = await reading.catch((error: Error) => Number(error.message));
    return [found, expected];
  });

  for (const [found, expected] of await Promise.all(counts)) expect(found).toBe(expected);
  expect(await seen((name, text) => database.query(name, text, []))).toEqual(all([]));
});

test('nothing can be written to a channel that the user does not see', async () => {
  const change = (userId: string | undefined) =>
    transactions.run(async ({ sql }) => {
      if (userId !== undefined) await setTeamUser(sql, userId);
      const renamed = 'UPDATE conversations SET name = name WHERE id = $1::uuid';
      const edited = 'UPDATE messages SET content = content WHERE conversation_id = $1::uuid';
      return [
        await sql.execute('rls_rename', renamed, [staff]),
        await sql.execute('rls_edit', edited, [staff]),
      ];
    });
  expect(await change(undefined)).toEqual([0, 0]);
  expect(await change(team.people.player.id)).toEqual([0, 0]);
  expect(await change(team.people.trainer.id)).toEqual([1, 1]);
});

test('a message cannot be moved to a channel that the user does not see', async () => {
  const insert = transactions.run(async ({ sql }) => {
    await setTeamUser(sql, team.people.player.id);
    const text = `INSERT INTO messages (conversation_id, seq, id, content, digest, hash, created_at, team_id)
      VALUES ($1::uuid, 99, gen_random_uuid(), 'x', '', '', now(), $2::uuid)`;
    await sql.execute('rls_insert', text, [staff, team.id]);
  });
  await expect(insert).rejects.toThrow('row-level security');
});

test('work that serves no user reaches all channels, in its transaction only', async () => {
  const served = await transactions.run(async ({ sql }) => {
    await setTeamService(sql);
    return seen((name, text) => sql.query(name, text, []));
  });
  expect(served).toEqual(all([open, staff]));
  expect(await seen((name, text) => database.query(name, text, []))).toEqual(all([]));
});
