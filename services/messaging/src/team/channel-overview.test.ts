import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';
import { serverState, SyncingClient } from '../sync/syncing-client.test-support';
import { TeamWorld } from './team.test-support';

let world: MessagingWorld;
let team: TeamWorld;
let teams = 0;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  teams += 1;
  team = await TeamWorld.create(world, `seen${teams}`);
});

async function listed(person: Person, query = ''): Promise<Loose[]> {
  const { status, body } = await person.get(`${conversations}?${query}`);
  expect(status).toBe(200);

  return body.conversations.filter(isNotWithCoach);
}

/** Every user also has a conversation with the coach. */
function isNotWithCoach({ conversation_type: type }: Loose): boolean {
  return type !== 'ai_coach';
}

const idsOf = (rows: Loose[]) => rows.map(({ id }) => id);

describe('the list of conversations', () => {
  test('has the channels that the role sees, with what is unread, between the other conversations', async () => {
    const { coach, player } = team.people;
    const [open, staff] = [
      await team.channel(),
      await team.channel({ visible_roles: ['trainer'], name: 'Staff' }),
    ];
    await world.tribe.befriend(coach, player);
    await world.tribe.settled();
    const direct = await world.direct(coach, player);
    await world.send(coach, direct, 'Hi');
    await world.send(coach, staff, 'Injuries');
    await world.send(coach, open, `Well done @${player.username}`);
    await world.send(coach, open, 'Training at six');

    expect(await listed(player)).toMatchObject([
      {
        id: open,
        conversation_type: 'channel',
        team_id: team.id,
        is_group: true,
        participants_count: 6,
        unread_count: 2,
        mention_count: 1,
        notification_level: 'mentions',
        last_message: { content: 'Training at six' },
      },
      { id: direct, team_id: null },
    ]);
    expect(idsOf(await listed(coach))).toEqual([open, staff, direct]);
    expect(idsOf(await listed(coach, `team_id=${team.id}`))).toEqual([open, staff]);
    expect(await listed(world.dorcas, `team_id=${team.id}`)).toEqual([]);
    expect((await player.get(`${conversations}?team_id=x`)).status).toBe(422);
  });

  test('keeps an archived channel in the archive until its next message', async () => {
    const { coach, player } = team.people;
    const id = await team.channel();
    await world.send(coach, id, 'One');
    await player.put(`${conversations}/${id}/archive`, { is_archived: true });
    expect(idsOf(await listed(player))).toEqual([]);
    expect(idsOf(await listed(player, 'archived=true'))).toEqual([id]);
    expect(idsOf(await listed(coach))).toEqual([id]);
    await world.send(coach, id, 'Two');
    expect(idsOf(await listed(player))).toEqual([id]);
  });

  test('counts no messages from before a membership as unread, also after a return', async () => {
    const { coach, player } = team.people;
    const id = await team.channel();
    await world.send(coach, id, 'Before');
    await team.join(world.dorcas, 'player', new Date());
    expect((await listed(world.dorcas))[0]).toMatchObject({ id, unread_count: 0 });
    await world.send(coach, id, 'After');
    expect((await listed(world.dorcas))[0]).toMatchObject({ unread_count: 1 });

    await team.leave(player);
    await world.send(coach, id, 'Meanwhile');
    await team.join(player, 'player', new Date());
    await player.put(`${conversations}/${id}/mute`, { until: null });
    expect((await listed(player))[0]).toMatchObject({ unread_count: 0 });
  });
});

describe('a client that synchronizes', () => {
  /** Changes the team or a channel step by step; after each, the client knows what the server shows. */
  async function follow(person: Person, steps: (() => Promise<unknown>)[]): Promise<void> {
    const client = new SyncingClient(person);
    await client.sync();

    for (const step of steps) {
      await step();
      await client.sync();
      expect(client.state()).toEqual(await serverState(person));
    }
  }

  test('learns of new channels, messages, edits, reactions, deletions and read marks', async () => {
    const { coach, player, captain } = team.people;
    let id = '';
    let messageId = '';
    const path = () => `${conversations}/${id}/messages/${messageId}`;

    await follow(player, [
      async () => (id = await team.channel()),
      async () => ({ id: messageId } = await world.send(coach, id, 'Six')),
      () => coach.put(path(), { content: 'Seven' }),
      () => captain.put(`${path()}/reactions/${encodeURIComponent('👏')}`),
      () => captain.post(`${conversations}/${id}/read`, {}),
      () => player.post(`${conversations}/${id}/read`, {}),
      () => player.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' }),
      () => coach.delete(path()),
    ]);
  });

  test('gains and loses channels with the membership and the role, and forgets nothing else', async () => {
    const { coach } = team.people;
    const person = await world.newFriend(`changing${teams}`);
    const direct = await world.direct(world.brian, person);
    const [open, staff] = [
      await team.channel(),
      await team.channel({ visible_roles: ['trainer'] }),
    ];
    for (const id of [open, staff]) await world.send(coach, id, 'Hello');
    const client = new SyncingClient(person);
    await client.sync();

    const expected: [() => Promise<unknown>, string[]][] = [
      [() => team.join(person, 'player'), [open]],
      [() => team.join(person, 'trainer'), [open, staff]],
      [() => team.join(person, 'alumni'), [open]],
      [() => team.leave(person), []],
      [() => team.join(person, 'coach'), [open, staff]],
      [() => team.announce({ archivedAt: new Date() }), []],
    ];

    for (const [step, channels] of expected) {
      await step();
      await client.sync();
      const stored = [...client.stored.values()].map(({ conversation }) => conversation);
      const known = idsOf(stored.filter(isNotWithCoach)).toSorted();
      expect(known).toEqual([direct, ...channels].toSorted());
      expect(client.state()).toEqual(await serverState(person));
    }
  });

  test('learns of no channel that it never saw', async () => {
    const { coach, player, trainer } = team.people;
    const client = new SyncingClient(player);
    await client.sync();
    const staff = await team.channel({ visible_roles: ['trainer'] });
    const { id } = await world.send(coach, staff, 'Hello');
    await trainer.post(`${conversations}/${staff}/read`, {});
    await trainer.put(
      `${conversations}/${staff}/messages/${id}/reactions/${encodeURIComponent('👏')}`,
    );
    await team.leave(trainer);
    const answer = await client.sync();
    expect(JSON.stringify(answer)).not.toContain(staff);
  });
});

test('a message of a channel writes the same rows with 150 members as with 6', async () => {
  const { coach } = team.people;
  const id = await team.channel();
  await team.fill(150);

  const written = async () => {
    const [row] = await world.rows<{ rows: string }>(
      `SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM conversation_participants)
            + (SELECT count(*) FROM message_edits) AS rows`,
    );
    return Number(row?.rows);
  };

  const before = await written();
  await world.send(coach, id, '@room Hello');
  expect((await written()) - before).toBe(2);
});
