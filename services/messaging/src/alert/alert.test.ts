import type { Person } from '@tribe/testing';
import { teamRoles } from '../access/team-roles.rules';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';
import { TeamWorld } from '../team/team.test-support';

let world: MessagingWorld;
let team: TeamWorld;
let id: string;
let teams = 0;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  teams += 1;
  team = await TeamWorld.create(world, `alerts${teams}`);
  id = await team.channel();
});

const alerts = '/api/v1/alerts';
const content = 'The match begins an hour earlier';
const ask = (person: Person, fields: object = {}) =>
  person.post(alerts, { conversation_id: id, content, reason: 'Weather', ...fields });
const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();

async function raise(person: Person): Promise<Loose> {
  const { body } = await ask(person);
  return ask(person, { confirmation: body.confirmation });
}

describe('an alert', () => {
  test('is confirmed with the numbers of members that it reaches and that have muted the channel', async () => {
    const { captain, player } = team.people;
    await player.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
    const before = await world.written();
    const first = await ask(captain);
    expect(first.status).toBe(409);
    expect(first.body).toMatchObject({
      code: 'MUTE_OVERRIDE_REQUIRED',
      recipients_count: 5,
      muted_count: 1,
      confirmation: expect.any(String),
    });
    expect(await world.written()).toBe(before);

    const second = await ask(captain, { confirmation: first.body.confirmation });
    expect(second.status).toBe(201);
    expect(second.body).toMatchObject({
      conversation_id: id,
      sender: { id: captain.id },
      message: { content, is_pinned: true, seq: 1 },
      reason: 'Weather',
      acknowledged_count: 0,
      is_acknowledged: false,
    });
    const { body } = await player.get(`${conversations}/${id}/alerts`);
    expect(body.alerts).toMatchObject([{ id: second.body.id }]);
    const { pins } = (await player.get(`${conversations}/${id}/pins`)).body;
    expect(pins).toMatchObject([{ message: { content }, pinned_by: { id: captain.id } }]);
  });

  test('is raised once by its confirmation, also by concurrent requests', async () => {
    const { coach } = team.people;
    const { confirmation } = (await ask(coach)).body;
    const answers = await Promise.all([1, 2, 3].map(() => ask(coach, { confirmation })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await ask(coach, { confirmation })).status).toBe(200);
    expect((await world.history(coach, id)).messages).toHaveLength(1);
  });

  test('needs a confirmation of this sender, channel and content', async () => {
    const { coach, captain } = team.people;
    const { confirmation } = (await ask(coach)).body;
    const other = await team.channel();
    const attempts = [
      ask(captain, { confirmation }),
      ask(coach, { confirmation, content: 'Another' }),
      ask(coach, { confirmation, conversation_id: other }),
      ask(coach, { confirmation: `${confirmation.slice(0, -1)}x` }),
    ];
    const answers = (await Promise.all(attempts)).map(codeOf);
    expect(new Set(answers)).toEqual(new Set(['409 MUTE_OVERRIDE_REQUIRED']));
  });

  test('is raised twice in an hour per sender, in all channels, also by concurrent requests', async () => {
    const { coach, trainer } = team.people;
    const answers = await Promise.all([1, 2, 3, 4].map(() => raise(coach)));
    expect(answers.map(codeOf).toSorted()).toEqual([
      '201',
      '201',
      '429 ALERT_LIMIT_REACHED',
      '429 ALERT_LIMIT_REACHED',
    ]);
    id = await team.channel();
    expect(codeOf(await raise(coach))).toBe('429 ALERT_LIMIT_REACHED');
    expect((await raise(trainer)).status).toBe(201);
  });

  test('is raised by admins, coaches, trainers and captains only', async () => {
    const allowed = [];
    for (const role of teamRoles)
      if ((await ask(team.people[role])).status === 409) allowed.push(role);
    expect(allowed).toEqual(['admin', 'coach', 'trainer', 'captain']);
    expect(codeOf(await ask(team.people.player))).toBe('403 PERMISSION_DENIED');
    expect(codeOf(await ask(world.dorcas))).toBe('404 CONVERSATION_NOT_FOUND');
    const group = await world.group([world.alvin]);
    expect(codeOf(await ask(world.brian, { conversation_id: group }))).toBe(
      '403 PERMISSION_DENIED',
    );
  });

  test('is acknowledged by members, once each; the sender and members with the right see the acknowledgements', async () => {
    const { captain, player, alumni, coach } = team.people;
    const { body: alert } = await raise(captain);
    const acknowledge = (person: Person) => person.put(`${alerts}/${alert.id}/acknowledgement`);
    expect((await acknowledge(player)).body).toMatchObject({ is_acknowledged: true });
    expect((await acknowledge(player)).body).toMatchObject({ acknowledged_count: 1 });

    for (const viewer of [captain, coach]) {
      const { body } = await viewer.get(`${alerts}/${alert.id}/acknowledgements`);
      expect(body.acknowledgements).toHaveLength(5);
      expect(body.acknowledgements[0]).toMatchObject({
        user_id: player.id,
        acknowledged_at: expect.any(String),
      });
      expect(body.acknowledgements[1].acknowledged_at).toBeNull();
    }
    expect(codeOf(await alumni.get(`${alerts}/${alert.id}/acknowledgements`))).toBe(
      '403 PERMISSION_DENIED',
    );
  });

  test('does not exist for users who do not see the channel, nor for former members', async () => {
    const { coach, player, captain } = team.people;
    id = await team.channel({ visible_roles: ['captain'] });
    const { body: alert } = await raise(coach);
    await team.leave(captain);
    for (const person of [player, captain, world.dorcas]) {
      const answers = [
        await person.put(`${alerts}/${alert.id}/acknowledgement`),
        await person.get(`${alerts}/${alert.id}/acknowledgements`),
      ];
      expect(answers.map(codeOf)).toEqual(['404 ALERT_NOT_FOUND', '404 ALERT_NOT_FOUND']);
      const listed = await person.get(`${conversations}/${id}/alerts`);
      expect(codeOf(listed)).toBe('404 CONVERSATION_NOT_FOUND');
    }
  });

  describe('for a team', () => {
    const askTeam = (person: Person, fields: object = {}) =>
      person.post(alerts, { team_id: team.id, content, ...fields });

    test('reaches all members, and is pinned in the oldest announcement that all roles see', async () => {
      const { coach, captain, player, alumni } = team.people;
      await team.channel({ conversation_type: 'announcement', visible_roles: ['captain'] });
      expect(codeOf(await askTeam(captain))).toBe('409 ANNOUNCEMENT_REQUIRED');
      const all = await team.channel({ conversation_type: 'announcement' });
      await team.channel({ conversation_type: 'announcement' });
      await alumni.put(`${conversations}/${all}/mute`, { until: '2100-01-01T00:00:00Z' });

      const { body: first } = await askTeam(captain);
      expect(first).toMatchObject({ recipients_count: 5, muted_count: 1 });
      const { confirmation } = first;
      expect(codeOf(await askTeam(coach, { confirmation }))).toBe('409 MUTE_OVERRIDE_REQUIRED');
      const raised = await askTeam(captain, { confirmation });
      expect([raised.status, raised.body.scope, raised.body.conversation_id]).toEqual([
        201,
        'team',
        all,
      ]);
      const { pins } = (await player.get(`${conversations}/${all}/pins`)).body;
      expect(pins).toMatchObject([{ message: { content } }]);
      await player.put(`${alerts}/${raised.body.id}/acknowledgement`);
      const listed = await coach.get(`${alerts}/${raised.body.id}/acknowledgements`);
      expect(listed.body.acknowledgements).toHaveLength(5);
      expect(listed.body.acknowledgements[0].user_id).toBe(player.id);
    });

    test('has the rights and the limits of an alert in a channel', async () => {
      await team.channel({ conversation_type: 'announcement' });
      const { coach, player } = team.people;
      const before = await world.written();
      expect(codeOf(await askTeam(player))).toBe('403 PERMISSION_DENIED');
      expect(codeOf(await askTeam(world.dorcas))).toBe('404 TEAM_NOT_FOUND');
      const both = await askTeam(coach, { conversation_id: id });
      const neither = await coach.post(alerts, { content });
      expect([both.status, neither.status]).toEqual([422, 422]);
      expect(await world.written()).toBe(before);

      await raise(coach);
      const { confirmation } = (await askTeam(coach)).body;
      expect((await askTeam(coach, { confirmation })).status).toBe(201);
      expect(codeOf(await raise(coach))).toBe('429 ALERT_LIMIT_REACHED');
    });
  });
});
