import { ConversationAccessService, TeamMembershipService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import type { TeamRole } from '../access/team-roles.rules';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from './team.test-support';

let world: MessagingWorld;
let team: TeamWorld;
let joining: Person;
let people = 0;
let questions = 0;

/** Answers like social-graph, whose events of the team are not announced in these tests. */
beforeAll(async () => {
  world = await MessagingWorld.start();
  team = await TeamWorld.create(world, 'lions');

  await world.tribe.answerCalls(
    TeamMembershipService.method.getTeamsOfMembers,
    ({ memberships }) => {
      questions += memberships.length;
      return { teams: memberships.map((each) => team.answer(each)) };
    },
  );
});
afterAll(() => world.stop());
beforeEach(async () => {
  people += 1;
  joining = await world.tribe.person(`joining${people}`);
});

const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();
const join = (person: Person, role: TeamRole) => team.changeUnannounced(person, role);

const requests: [string, (person: Person, id: string) => Promise<Loose>][] = [
  ['lists the channels', (person) => person.get(`/api/v1/teams/${team.id}/channels`)],
  ['gets a channel', (person, id) => person.get(`${conversations}/${id}`)],
  ['reads', (person, id) => person.get(pathOf(id))],
  ['marks as read', (person, id) => person.post(`${conversations}/${id}/read`, {})],
  [
    'marks as read with an Idempotency-Key',
    (person, id) =>
      person.post(`${conversations}/${id}/read`, {}, { headers: { 'idempotency-key': newId() } }),
  ],
  ['sends', (person, id) => person.post(pathOf(id), { content: 'Hello', client_msg_id: newId() })],
  [
    'sends with an Idempotency-Key',
    (person, id) =>
      person.post(pathOf(id), { content: 'Hello' }, { headers: { 'idempotency-key': newId() } }),
  ],
  [
    'saves a draft',
    (person, id) =>
      person.put(`${conversations}/${id}/draft`, {
        content: 'Hel',
        updated_at: new Date().toISOString(),
      }),
  ],
];

test.each(requests)(
  'a member of a moment ago %s, before the event of social-graph arrives',
  async (_name, request) => {
    const id = await team.channel();
    expect((await request(joining, id)).status).toBe(404);
    join(joining, 'player');
    expect((await request(joining, id)).status).toBeLessThan(300);
  },
);

test('a coach of a moment ago creates a channel, also in a team of a moment ago', async () => {
  join(joining, 'player');
  expect(codeOf(await team.create(joining))).toBe('403 PERMISSION_DENIED');
  join(joining, 'coach');
  expect(codeOf(await team.create(joining))).toBe('201');

  const other = await TeamWorld.unannounced(world, joining, 'coach');
  const known = team;
  team = other;
  expect(codeOf(await other.create(joining))).toBe('201');
  team = known;
});

test('a captain of a moment ago sees a channel of captains, and announces', async () => {
  const captains = await team.channel({
    visible_roles: ['captain'],
    conversation_type: 'announcement',
  });
  const announcements = await team.channel({ conversation_type: 'announcement' });
  join(joining, 'player');
  const send = (id: string) =>
    joining.post(pathOf(id), { content: 'Hello', client_msg_id: newId() });
  expect(codeOf(await send(captains))).toBe('404 CONVERSATION_NOT_FOUND');
  expect(codeOf(await send(announcements))).toBe('403 PERMISSION_DENIED');
  join(joining, 'captain');
  expect([codeOf(await send(captains)), codeOf(await send(announcements))]).toEqual(['201', '201']);
});

test('a member of a moment ago acknowledges an alert, and a coach of a moment ago sees who has', async () => {
  const id = await team.channel();
  await team.alert(team.people.coach, id);
  const { body } = await team.people.coach.get(`${conversations}/${id}/alerts`);
  const path = `/api/v1/alerts/${body.alerts[0].id}`;
  expect(codeOf(await joining.put(`${path}/acknowledgement`))).toBe('404 ALERT_NOT_FOUND');
  join(joining, 'player');
  expect((await joining.put(`${path}/acknowledgement`)).body.is_acknowledged).toBe(true);
  expect(codeOf(await joining.get(`${path}/acknowledgements`))).toBe('403 PERMISSION_DENIED');
  join(joining, 'coach');
  expect((await joining.get(`${path}/acknowledgements`)).status).toBe(200);
});

test('a coach of a moment ago changes how long a channel keeps its messages', async () => {
  const path = `${conversations}/${await team.channel()}/retention`;
  join(joining, 'player');
  const change = () => joining.put(path, { retention_days: 30 });
  expect(codeOf(await change())).toBe('403 PERMISSION_DENIED');
  join(joining, 'coach');
  expect((await change()).body).toEqual({ retention_days: 30 });
});

test('a socket of a member of a moment ago joins a channel', async () => {
  const id = await team.channel();
  const rpc = (await world.tribe.rpcAs('realtime')).client(ConversationAccessService);
  const question = { conversationId: id, userId: joining.id };
  expect((await rpc.checkConversationAccess(question)).allowed).toBe(false);
  join(joining, 'player');
  expect((await rpc.checkConversationAccess(question)).allowed).toBe(true);
});

test('the answer moves the sockets like the event, which then has no effect', async () => {
  const id = await team.channel();
  const before = (await world.eventsOf(team.id)).length;
  join(joining, 'player');
  await joining.get(pathOf(id));
  const changes = (await world.eventsOf(team.id)).slice(before);
  expect(changes).toHaveLength(1);
  const access = changes[0]?.data.accesses.find((each: Loose) => each.conversation.id === id);
  expect(access).toMatchObject({ addedUserIds: [joining.id] });

  await team.announceAgain();
  expect(await world.eventsOf(team.id)).toHaveLength(before + 1);
});

test('social-graph is asked neither about what is allowed nor about conversations without a team', async () => {
  const id = await team.channel();
  const group = await world.group([world.alvin]);
  questions = 0;
  await team.people.player.get(pathOf(id));
  await world.send(team.people.player, id, 'Hello');
  for (const unknown of [group, newId()])
    expect((await world.dorcas.get(pathOf(unknown))).status).toBe(404);
  expect(questions).toBe(0);
});
