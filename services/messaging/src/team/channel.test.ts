import { OwnPersonalData } from '@tribe/personal-data';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { teamRoles } from '../access/team-roles.rules';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
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
  team = await TeamWorld.create(world, `team${teams}`);
});

const post = (person: Person, id: string, content = 'Training at six') =>
  person.post(pathOf(id), { content, client_msg_id: newId() });
const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();

/** The roles for which a request succeeds. */
async function rolesThat(ask: (person: Person) => Promise<Loose>): Promise<string> {
  const answers = [];
  for (const role of teamRoles) answers.push([role, (await ask(team.people[role])).status < 300]);
  return answers
    .filter(([, succeeded]) => succeeded)
    .map(([role]) => role)
    .join(' ');
}

describe('a channel of a team', () => {
  test('is created by admins and coaches', async () => {
    expect(await rolesThat((person) => team.create(person))).toBe('admin coach');
    expect(codeOf(await team.create(team.people.player))).toBe('403 PERMISSION_DENIED');
    expect(codeOf(await team.create(world.brian))).toBe('404 TEAM_NOT_FOUND');
  });

  test('is read and written by its members, who were never added', async () => {
    const id = await team.channel();
    const { coach, player, alumni } = team.people;
    await world.send(coach, id, 'Training at six');
    await world.send(player, id, 'See you');

    expect((await world.history(alumni, id)).messages.map(({ content }: Loose) => content)).toEqual(
      ['See you', 'Training at six'],
    );
    expect(await team.listed(player)).toMatchObject([
      {
        id,
        team_id: team.id,
        conversation_type: 'channel',
        visible_roles: null,
        participants_count: 6,
        unread_count: 1,
        last_message: { content: 'See you', sender: { id: player.id } },
      },
    ]);
    expect(await world.conversation(player, id)).toMatchObject({ id, my_role: 'member' });
    const rows = await world.rows(
      'SELECT FROM conversation_participants WHERE conversation_id = $1',
      [id],
    );
    expect(rows).toEqual([]);
  });

  test('keeps a read mark and settings from the first use on', async () => {
    const id = await team.channel();
    const { coach, player, captain } = team.people;
    const { id: messageId } = await world.send(coach, id, 'One');
    const read = await player.post(`${conversations}/${id}/read`, { message_id: messageId });
    expect([read.status, read.body.unread_count]).toEqual([200, 0]);
    await world.send(coach, id, 'Two');
    expect((await world.conversation(player, id)).unread_count).toBe(1);
    expect((await world.history(coach, id, `around=${messageId}`)).messages.at(-1)).toMatchObject({
      seen_by_count: 1,
      read_by: [{ user_id: player.id }],
    });

    const until = '2100-01-01T00:00:00.000Z';
    const muted = await captain.put(`${conversations}/${id}/mute`, { until });
    expect(muted.body).toMatchObject({ is_muted: true, unread_count: 2 });
  });

  test('takes messages and pins by role', async () => {
    const id = await team.channel();
    const announcements = await team.channel({ conversation_type: 'announcement' });
    const { id: messageId } = await world.send(team.people.coach, id, 'Plan');

    expect(await rolesThat((person) => post(person, id))).toBe(teamRoles.join(' '));
    expect(await rolesThat((person) => post(person, announcements))).toBe(
      'admin coach trainer captain',
    );
    expect(codeOf(await post(team.people.player, announcements))).toBe('403 PERMISSION_DENIED');
    const pin = (person: Person) => person.post(`${pathOf(id)}/${messageId}/pin`);
    expect(await rolesThat(pin)).toBe('admin coach trainer captain player');
    const pins = (await team.people.alumni.get(`${conversations}/${id}/pins`)).body.pins;
    expect(pins).toMatchObject([{ message: { id: messageId } }]);
    const react = (person: Person) =>
      person.put(`${pathOf(id)}/${messageId}/reactions/${encodeURIComponent('👏')}`);
    expect(await rolesThat(react)).toBe(teamRoles.join(' '));
  });

  test('lets moderators delete messages of others, and members edit and delete theirs', async () => {
    const id = await team.channel();
    const { trainer, player, captain } = team.people;
    const [first, second] = [
      await world.send(player, id, 'First'),
      await world.send(player, id, 'Second'),
    ];
    const edited = await player.put(`${pathOf(id)}/${first.id}`, { content: 'Better' });
    expect(edited.body).toMatchObject({ content: 'Better', is_edited: true });
    expect(codeOf(await captain.delete(`${pathOf(id)}/${first.id}`))).toBe('403 PERMISSION_DENIED');
    expect((await trainer.delete(`${pathOf(id)}/${first.id}`)).status).toBe(204);
    expect((await player.delete(`${pathOf(id)}/${second.id}`)).status).toBe(204);
  });

  test('is seen by its roles only, besides admins and its creator', async () => {
    const id = await team.channel({ visible_roles: ['trainer'] });
    await world.send(team.people.trainer, id, 'Injuries of the week: zebra');

    const asked: ((person: Person) => Promise<Loose>)[] = [
      (person) => person.get(`${conversations}/${id}`),
      (person) => person.get(pathOf(id)),
      (person) => post(person, id),
    ];
    for (const ask of asked) expect(await rolesThat(ask)).toBe('admin coach trainer');
    expect(codeOf(await post(team.people.player, id))).toBe('404 CONVERSATION_NOT_FOUND');

    const searched = [];
    const listed = [];
    for (const role of teamRoles) {
      const person = team.people[role];
      const { body } = await person.get('/api/v1/search/messages?q=zebra');
      if (body.results.length > 0) searched.push(role);
      if ((await team.listed(person)).length > 0) listed.push(role);
    }
    expect([searched.join(' '), listed.join(' ')]).toEqual([
      'admin coach trainer',
      'admin coach trainer',
    ]);
  });

  test('is one of at most 50', async () => {
    await world.rows(
      `INSERT INTO conversations (id, kind, name, team_id, last_hash, created_at, updated_at)
       SELECT gen_random_uuid(), 'channel', 'Channel', $1, sha256(''), now(), now() FROM generate_series(1, 49)`,
      [team.id],
    );
    const answers = await Promise.all([1, 2, 3].map(() => team.create(team.people.admin)));
    expect(answers.map(codeOf).toSorted()).toEqual([
      '201',
      '409 TOO_MANY_CHANNELS',
      '409 TOO_MANY_CHANNELS',
    ]);
  });

  test.each([
    { name: '' },
    { name: 'x', visible_roles: [] },
    { name: 'x', visible_roles: ['owner'] },
    { name: 'x', conversation_type: 'group' },
  ])('is not created with %j: 422', async (fields) => {
    expect((await team.create(team.people.coach, fields)).status).toBe(422);
  });
});

describe('a change of the team', () => {
  test('takes the channels from a former member at once, and returns them to a new one', async () => {
    const [id, staff] = [await team.channel(), await team.channel({ visible_roles: ['trainer'] })];
    const { coach, player, trainer } = team.people;
    await world.send(coach, id, 'Before');
    await player.post(`${conversations}/${id}/read`, {});
    await team.leave(player);
    await team.leave(trainer);

    for (const person of [player, trainer]) {
      expect(codeOf(await person.get(pathOf(id)))).toBe('404 CONVERSATION_NOT_FOUND');
      expect(codeOf(await person.get(`/api/v1/teams/${team.id}/channels`))).toBe(
        '404 TEAM_NOT_FOUND',
      );
    }
    const [message] = (await world.history(coach, id)).messages;
    expect(message.seen_by_count).toBe(0);

    await team.join(player, 'trainer');
    expect((await world.history(player, id)).messages).toHaveLength(1);
    expect((await team.listed(player)).map((each) => each.id).toSorted()).toEqual(
      [id, staff].toSorted(),
    );
  });

  test('announces who gained and lost which channel', async () => {
    const [id, staff] = [await team.channel(), await team.channel({ visible_roles: ['trainer'] })];
    const { player } = team.people;
    await team.join(player, 'trainer');
    await team.leave(player);
    await team.announce();

    const changes = (await world.eventsOf(team.id)).map(({ name, data }) => [
      name,
      data.accesses.map((each: Loose) => [
        each.conversation.id,
        each.addedUserIds,
        each.removedUserIds,
      ]),
    ]);
    expect(changes).toEqual([
      ['ConversationAccessChanged', [[staff, [player.id], []]]],
      [
        'ConversationAccessChanged',
        [
          [id, [], [player.id]],
          [staff, [], [player.id]],
        ],
      ],
    ]);
  });

  test('of an older version has no effect, and an archived team has no members', async () => {
    const id = await team.channel();
    await team.leave(team.people.player);
    await team.join(team.people.player, 'player');
    await team.leave(team.people.alumni);
    await team.announce({ version: 1 });
    expect(codeOf(await team.people.alumni.get(pathOf(id)))).toBe('404 CONVERSATION_NOT_FOUND');

    await team.announce({ archivedAt: new Date(), version: 100 });
    expect(await rolesThat((person) => person.get(pathOf(id)))).toBe('');
  });
});

test('messages in a channel are exported to their sender, also after leaving', async () => {
  const id = await team.channel();
  const { player } = team.people;
  await world.send(player, id, 'My words');
  await player.post(`${conversations}/${id}/read`, {});
  await team.leave(player);

  const { source } = world.tribe.service('messaging').app.get(OwnPersonalData);
  const exported: Loose[] = [];
  for await (const { rows } of source.exportFor(player.id)) exported.push(...(rows as Loose[]));
  expect(exported).toContainEqual(expect.objectContaining({ content: 'My words' }));
});
