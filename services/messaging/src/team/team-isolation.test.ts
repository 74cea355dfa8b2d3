import { ConversationAccessService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from './team.test-support';

const clap = encodeURIComponent('👏');

let world: MessagingWorld;
let team: TeamWorld;
let id: string;
let messageId: string;
let outsiders: Record<string, Person>;

beforeAll(async () => {
  world = await MessagingWorld.start();
  team = await TeamWorld.create(world, 'lions');
  const other = await TeamWorld.create(world, 'tigers');
  const [former, demoted] = [
    await world.tribe.person('former'),
    await world.tribe.person('demoted'),
  ];
  await team.join(former, 'coach');
  await team.join(demoted, 'coach');
  id = await team.channel({ visible_roles: ['coach'], conversation_type: 'announcement' });
  ({ id: messageId } = await world.send(team.people.coach, id, 'The secret tactic'));
  await former.post(`${conversations}/${id}/read`, {});
  await demoted.put(`${conversations}/${id}/mute`, { until: null });
  await team.leave(former);
  await team.join(demoted, 'player');

  const { trainer, captain, player, alumni } = team.people;
  outsiders = {
    trainer,
    captain,
    player,
    alumni,
    former,
    demoted,
    other: other.people.admin,
    stranger: world.dorcas,
  };
});
afterAll(() => world.stop());

const names = ['trainer', 'captain', 'player', 'alumni', 'former', 'demoted', 'other', 'stranger'];

const requests: [string, (person: Person) => Promise<Loose>][] = [
  ['get the channel', (person) => person.get(`${conversations}/${id}`)],
  ['list its messages', (person) => person.get(pathOf(id))],
  ['list around a message', (person) => person.get(`${pathOf(id)}?around=${messageId}`)],
  ['list its chain', (person) => person.get(`${conversations}/${id}/chain`)],
  ['list its alerts', (person) => person.get(`${conversations}/${id}/alerts`)],
  [
    'raise an alert',
    (person) => person.post('/api/v1/alerts', { conversation_id: id, content: 'Hello' }),
  ],
  ['list its pins', (person) => person.get(`${conversations}/${id}/pins`)],
  ['send', (person) => person.post(pathOf(id), { content: 'Hello', client_msg_id: newId() })],
  [
    'reply',
    (person) =>
      person.post(pathOf(id), {
        content: 'Hello',
        client_msg_id: newId(),
        reply_to_message_id: messageId,
      }),
  ],
  ['edit', (person) => person.put(`${pathOf(id)}/${messageId}`, { content: 'Mine' })],
  ['delete', (person) => person.delete(`${pathOf(id)}/${messageId}`)],
  ['react', (person) => person.put(`${pathOf(id)}/${messageId}/reactions/${clap}`)],
  [
    'take a reaction back',
    (person) => person.delete(`${pathOf(id)}/${messageId}/reactions/${clap}`),
  ],
  ['pin', (person) => person.post(`${pathOf(id)}/${messageId}/pin`)],
  ['unpin', (person) => person.delete(`${pathOf(id)}/${messageId}/pin`)],
  ['read', (person) => person.post(`${conversations}/${id}/read`, {})],
  ['mute', (person) => person.put(`${conversations}/${id}/mute`, { until: null })],
  [
    'choose a notification level',
    (person) => person.put(`${conversations}/${id}/notification-level`, { level: 'all' }),
  ],
  ['archive', (person) => person.put(`${conversations}/${id}/archive`, { is_archived: true })],
  ['rename', (person) => person.patch(`${conversations}/${id}`, { name: 'Mine' })],
  ['change the roles', (person) => person.patch(`${conversations}/${id}`, { visible_roles: null })],
  ['leave', (person) => person.delete(`${conversations}/${id}`)],
  [
    'add a participant',
    (person) =>
      person.post(`${conversations}/${id}/participants`, { participant_ids: [person.id] }),
  ],
];

test.each(requests)(
  'users whose role does not see the channel cannot %s: 404, and nothing is written',
  async (_name, request) => {
    const before = await world.written();
    for (const name of names) {
      const { status, body } = await request(outsiders[name] as Person);
      expect([name, status, body?.code]).toEqual([name, 404, 'CONVERSATION_NOT_FOUND']);
    }
    expect(await world.written()).toBe(before);
  },
);

test('users whose role does not see the channel neither find, list nor count it', async () => {
  for (const name of names) {
    const person = outsiders[name] as Person;
    const found = (await person.get('/api/v1/search/messages?q=tactic')).body;
    const inChannel = (await person.get(`/api/v1/search/messages?q=tactic&conversation_id=${id}`))
      .body;
    const totals = [found.pagination.total, inChannel.pagination.total];
    const lists = await Promise.all(
      ['', '?archived=true', `?team_id=${team.id}`].map((query) =>
        person.get(conversations + query),
      ),
    );
    const listed = lists.flatMap(({ body }) => body.conversations.map((each: Loose) => each.id));
    const synced = JSON.stringify((await person.get('/api/v1/sync')).body);
    const channels = (await team.listed(person)) ?? [];

    expect([name, totals, found.results, inChannel.results]).toEqual([name, [0, 0], [], []]);
    expect([name, listed.includes(id), synced.includes(id)]).toEqual([name, false, false]);
    expect([name, channels.some((each) => each.id === id)]).toEqual([name, false]);
  }
});

test('sockets of others neither join the channel nor watch it', async () => {
  const rpc = (await world.tribe.rpcAs('realtime')).client(ConversationAccessService);
  for (const name of names) {
    const userId = outsiders[name]?.id ?? '';
    const { conversationIds } = await rpc.listConversationIds({ userId, limit: 100 });
    const { allowed } = await rpc.checkConversationAccess({ conversationId: id, userId });
    expect([name, conversationIds.includes(id), allowed]).toEqual([name, false, false]);
  }
  const { id: userId } = team.people.coach;
  const { conversationIds } = await rpc.listConversationIds({ userId, limit: 100 });
  const { allowed } = await rpc.checkConversationAccess({ conversationId: id, userId });
  expect([conversationIds.includes(id), allowed]).toEqual([true, true]);
});

test('the creation of the channel was announced to its members only', async () => {
  const [created] = await world.eventsOf(id);
  const expected = [team.people.admin.id, team.people.coach.id];
  expect(created?.data.participantIds).toEqual(expect.arrayContaining(expected));
  expect(created?.data.participantIds).toHaveLength(4);
});
