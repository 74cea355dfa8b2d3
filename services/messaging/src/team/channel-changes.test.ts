import type { Person } from '@tribe/testing';
import { teamRoles } from '../access/team-roles.rules';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { SyncingClient } from '../sync/syncing-client.test-support';
import { DeleteClosedChannelsJob } from './delete-closed-channels.job';
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
  team = await TeamWorld.create(world, `changed${teams}`);
});

const path = (id: string) => `${conversations}/${id}`;
/** The channels that a client has stored; every user also has a conversation with the coach. */
const channelsOf = (client: SyncingClient) =>
  [...client.stored].filter(([, each]) => each.conversation.team_id === team.id).map(([id]) => id);
const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();

async function rolesThat(ask: (person: Person) => Promise<Loose>): Promise<string> {
  const succeeded = [];
  for (const role of teamRoles)
    if ((await ask(team.people[role])).status < 300) succeeded.push(role);

  return succeeded.join(' ');
}

describe('a change of a channel', () => {
  test('is made by admins and coaches, and reported to the members', async () => {
    const id = await team.channel();
    const before = await world.written();
    const rename = (person: Person) => person.patch(path(id), { name: `By ${person.username}` });
    for (const role of ['trainer', 'captain', 'player', 'alumni'] as const)
      expect(codeOf(await rename(team.people[role]))).toBe('403 PERMISSION_DENIED');
    expect(codeOf(await rename(world.dorcas))).toBe('404 CONVERSATION_NOT_FOUND');
    expect(await world.written()).toBe(before);
    expect(await rolesThat(rename)).toBe('admin coach');

    const { coach, player } = team.people;
    const { body } = await coach.patch(path(id), { conversation_type: 'announcement' });
    expect(body).toMatchObject({ name: `By ${coach.username}`, conversation_type: 'announcement' });
    expect(codeOf(await player.post(pathOf(id), { content: 'Hi', client_msg_id: 'x' }))).toBe(
      '403 PERMISSION_DENIED',
    );
    const actions = (await world.history(player, id)).messages.map((each: Loose) => each.metadata);
    expect(actions.map(({ action }: Loose) => action)).toEqual([
      'type_changed',
      'renamed',
      'renamed',
    ]);
    const last = (await world.eventsOf(id)).at(-1);
    expect([last?.name, last?.version]).toEqual(['ConversationUpdated', 3]);
  });

  test('of the roles takes and gives the channel at once, and keeps it for admins and the coach', async () => {
    const id = await team.channel();
    const { coach, player, captain } = team.people;
    await world.send(coach, id, 'Six');
    await player.post(`${path(id)}/read`, {});
    const client = new SyncingClient(player);
    await client.sync();
    expect(channelsOf(client)).toEqual([id]);

    const narrowed = await coach.patch(path(id), { visible_roles: ['captain'] });
    expect(narrowed.body.visible_roles).toEqual(['admin', 'coach', 'captain']);
    expect(await rolesThat((person) => person.get(pathOf(id)))).toBe('admin coach captain');
    await client.sync();
    expect(channelsOf(client)).toEqual([]);
    expect((await world.history(captain, id)).messages.at(-1).seen_by_count).toBe(0);

    await coach.patch(path(id), { visible_roles: null });
    expect(await rolesThat((person) => person.get(pathOf(id)))).toBe(teamRoles.join(' '));
    await client.sync();
    expect(channelsOf(client)).toEqual([id]);

    const changes = (await world.eventsOf(id)).filter(
      ({ name }) => name === 'ConversationAccessChanged',
    );
    const { trainer, alumni } = team.people;
    const others = [trainer, player, alumni].map((each) => each.id);
    expect(changes.map(({ data }) => data.accesses[0])).toMatchObject([
      { addedUserIds: [], removedUserIds: expect.arrayContaining(others) },
      { addedUserIds: expect.arrayContaining(others), removedUserIds: [] },
    ]);
  });

  test('with the same values writes nothing', async () => {
    const id = await team.channel({ visible_roles: ['captain'] });
    const before = await world.written();
    const same = { conversation_type: 'channel', name: 'Training', visible_roles: ['captain'] };
    expect((await team.people.coach.patch(path(id), same)).status).toBe(200);
    expect(await world.written()).toBe(before);
  });

  test('to the type or the roles of a group is refused with 409', async () => {
    const id = await world.group([world.alvin]);
    const before = await world.written();
    for (const change of [{ visible_roles: ['coach'] }, { conversation_type: 'announcement' }])
      expect(codeOf(await world.brian.patch(path(id), change))).toBe(
        '409 CONVERSATION_NOT_CHANNEL',
      );
    expect(await world.written()).toBe(before);
  });
});

describe('a closed channel', () => {
  test('is closed by admins only, and exists for no member any more', async () => {
    const [id, open] = [await team.channel(), await team.channel()];
    const { admin, coach, player } = team.people;
    await world.send(coach, id, 'A zebra');
    const client = new SyncingClient(player);
    await client.sync();
    const before = await world.written();
    for (const role of ['coach', 'trainer', 'captain', 'player', 'alumni'] as const)
      expect(codeOf(await team.people[role].delete(path(id)))).toBe('403 PERMISSION_DENIED');
    expect(codeOf(await world.dorcas.delete(path(id)))).toBe('404 CONVERSATION_NOT_FOUND');
    expect(await world.written()).toBe(before);
    expect((await admin.delete(path(id))).status).toBe(204);

    for (const ask of [
      (person: Person) => person.get(path(id)),
      (person: Person) => person.get(pathOf(id)),
      (person: Person) => person.post(pathOf(id), { content: 'Hi', client_msg_id: 'x' }),
      (person: Person) => person.delete(path(id)),
    ])
      for (const role of teamRoles)
        expect(codeOf(await ask(team.people[role]))).toBe('404 CONVERSATION_NOT_FOUND');

    expect((await player.get('/api/v1/search/messages?q=zebra')).body.results).toEqual([]);
    expect((await team.listed(player)).map((each) => each.id)).toEqual([open]);
    await client.sync();
    expect(channelsOf(client)).toEqual([open]);
    const last = (await world.eventsOf(id)).at(-1);
    expect(last?.name).toBe('ConversationAccessChanged');
    expect(last?.data.accesses[0].removedUserIds).toHaveLength(6);
  });

  test('is deleted with its messages after 30 days', async () => {
    const ids = [await team.channel(), await team.channel()];
    const { admin, coach } = team.people;

    for (const id of ids) {
      await world.send(coach, id, 'Six');
      await admin.delete(path(id));
    }

    await world.rows(
      `UPDATE conversations SET closed_at = now() - interval '31 days' WHERE id = $1`,
      [ids[0]],
    );
    await world.tribe.service('messaging').app.get(DeleteClosedChannelsJob).run();
    const kept = await world.rows(
      `SELECT c.id, (SELECT count(*)::int FROM messages WHERE conversation_id = c.id) AS messages
         FROM conversations c WHERE c.id = ANY($1::uuid[])`,
      [ids],
    );
    expect(kept).toEqual([{ id: ids[1], messages: 1 }]);
  });
});
