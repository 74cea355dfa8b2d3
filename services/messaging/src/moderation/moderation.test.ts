import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  MessagingReportService,
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Purges } from '@tribe/jobs';
import { dayMs, newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from '../team/team.test-support';

let world: MessagingWorld;
let team: TeamWorld;

beforeAll(async () => {
  world = await MessagingWorld.start();
  team = await TeamWorld.create(world, 'mod');
});
afterAll(() => world.stop());

async function reports() {
  return (await world.tribe.rpcAs('social-graph')).client(MessagingReportService);
}

async function targetFor(viewer: { id: string }, targetType: string, targetId: string) {
  const question = { targetType, targetId, viewerId: viewer.id };
  return (await (await reports()).findMessagingReportTarget({ question })).target;
}

/** Publishes a decision, as social-graph does. */
async function decide(
  kind: ModerationActionKind,
  subject: Person,
  fields: { targetId?: string; place?: { type: string; id: string }; until?: Date } = {},
): Promise<string> {
  const { targetId = newId(), place, until } = fields;
  const action = {
    id: newId(),
    kind,
    targetType: 'message',
    targetId,
    subjectId: subject.id,
    place,
  };
  await publish(ModerationActionTakenSchema, 1, {
    ...action,
    ...(until && { until: timestampFromDate(until) }),
  });
  return action.id;
}

async function publish(
  schema: typeof ModerationActionTakenSchema | typeof ModerationActionLiftedSchema,
  entityVersion: number,
  action: { id: string },
): Promise<void> {
  const event = eventOf(schema, { entityId: action.id, entityVersion, data: { action } });
  await world.tribe.publishAs('social-graph', event);
  await world.tribe.settled();
}

const inDays = (days: number) => new Date(world.tribe.clock.now().getTime() + days * dayMs);
const post = (by: Person, conversationId: string) =>
  by.post(pathOf(conversationId), { content: 'Hello', client_msg_id: newId() });

describe('a report target', () => {
  test('is a message for participants who see it, and nothing for others', async () => {
    const { brian, alvin, clarie, dorcas } = world;
    const group = await world.group([alvin]);
    const { id } = await world.send(alvin, group, 'Buy now');
    expect(await targetFor(brian, 'message', id)).toMatchObject({
      authorId: alvin.id,
      excerpt: 'Buy now',
      place: { type: 'conversation', id: group },
    });
    expect(await targetFor(dorcas, 'message', id)).toBeUndefined();
    await brian.post(`${conversations}/${group}/participants`, { participant_ids: [clarie.id] });
    expect(await targetFor(clarie, 'message', id)).toBeUndefined();
    await alvin.delete(`${pathOf(group)}/${id}`);
    expect(await targetFor(brian, 'message', id)).toBeUndefined();
  });

  test('is a message in a channel for the roles that see it', async () => {
    const { trainer, player, coach } = team.people;
    const staff = await team.channel({ visible_roles: ['trainer'] });
    const { id } = await world.send(coach, staff, 'Tactics');
    expect(await targetFor(trainer, 'message', id)).toMatchObject({
      authorId: coach.id,
      place: { type: 'tribe', id: team.id },
    });
    expect(await targetFor(player, 'message', id)).toBeUndefined();
  });

  test('hides messages of blocked users in groups, and not in direct conversations', async () => {
    const [hilda, ivan] = [await world.newFriend('hilda'), await world.newFriend('ivan')];
    const group = await world.group([hilda, ivan]);
    const { id } = await world.send(hilda, group, 'Buy now');
    const direct = await world.direct(world.brian, hilda);
    const { id: whispered } = await world.send(hilda, direct, 'Buy now');
    await world.block(ivan, hilda);
    await world.block(world.brian, hilda);
    expect(await targetFor(ivan, 'message', id)).toBeUndefined();
    expect(await targetFor(world.brian, 'message', whispered)).toMatchObject({
      authorId: hilda.id,
    });
  });

  test('is a group, for which its owner is responsible', async () => {
    const group = await world.group([world.alvin]);
    expect(await targetFor(world.alvin, 'conversation', group)).toMatchObject({
      authorId: world.brian.id,
      excerpt: 'Marathon Crew',
    });
    expect(await targetFor(world.dorcas, 'conversation', group)).toBeUndefined();
  });
});

test('moderators read the messages around one in a channel of a team, and no more', async () => {
  const { coach } = team.people;
  const staff = await team.channel({ visible_roles: ['trainer'] });
  const sent = [];
  for (let number = 0; number < 14; number += 1)
    sent.push(await world.send(coach, staff, `Message ${number}`));
  await coach.delete(`${pathOf(staff)}/${sent[6].id}`);
  const { lines } = await (await reports()).listMessageContext({ messageId: sent[7].id });
  expect(lines.map(({ text }) => text)).toEqual(
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => (n === 6 ? undefined : `Message ${n}`)),
  );
  const other = (await world.tribe.rpcAs('goals')).client(MessagingReportService);
  await expect(other.listMessageContext({ messageId: sent[7].id })).rejects.toThrow();
});

describe('a decision', () => {
  test('deletes a message in a channel with a tombstone that names nobody, once', async () => {
    const { coach } = team.people;
    const channel = await team.channel();
    const { id } = await world.send(coach, channel, 'Buy now');
    await decide(ModerationActionKind.DELETE_CONTENT, coach, { targetId: id });
    await decide(ModerationActionKind.DELETE_CONTENT, coach, { targetId: id });
    expect((await world.history(coach, channel)).messages[0]).toMatchObject({ id, content: null });
    expect(
      await world.rows(
        'SELECT deleted_by, deleted_as FROM message_tombstones WHERE message_id = $1',
        [id],
      ),
    ).toEqual([{ deleted_by: null, deleted_as: 'moderation' }]);
  });

  test('mutes a sender until its end, or until an appeal lifts it', async () => {
    const { brian } = world;
    const muted = await world.newFriend('johan');
    const direct = await world.direct(muted, brian);
    const { id } = await world.send(muted, direct, 'Hello');
    const until = inDays(1);
    const actionId = await decide(ModerationActionKind.MUTE_USER, muted, { until });
    const before = await world.written();
    const refused = await post(muted, direct);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'SENDER_MUTED', until: until.toISOString() },
    });
    expect((await muted.put(`${pathOf(direct)}/${id}`, { content: 'Buy' })).body.code).toBe(
      'SENDER_MUTED',
    );
    expect(await world.written()).toEqual(before);
    expect((await muted.get(pathOf(direct))).status).toBe(200);
    expect((await post(brian, direct)).status).toBe(201);

    const action = { id: actionId, kind: ModerationActionKind.MUTE_USER, subjectId: muted.id };
    const lifted = { ...action, until: timestampFromDate(until) };
    await publish(ModerationActionLiftedSchema, 2, lifted);
    expect((await post(muted, direct)).status).toBe(201);
    await publish(ModerationActionTakenSchema, 1, lifted);
    expect((await post(muted, direct)).status).toBe(201);

    await decide(ModerationActionKind.MUTE_USER, muted, { until: new Date(Date.now() - 1) });
    expect((await post(muted, direct)).status).toBe(201);
  });

  test('forgets a mute a day after its end, and keeps one that is in force or has just ended', async () => {
    const muted = await world.newFriend('lotte');
    const untilOf = (days: number) => new Date(world.tribe.clock.now().getTime() + days * dayMs);
    const mute = (days: number) =>
      decide(ModerationActionKind.MUTE_USER, muted, { until: untilOf(days) });
    const [, ended, current] = [await mute(-1.1), await mute(-0.9), await mute(1)];
    await world.tribe.service('messaging').app.get(Purges).run();
    const kept = await world.rows(
      'SELECT action_id AS id FROM moderation_mutes WHERE user_id = $1 ORDER BY muted_until',
      [muted.id],
    );
    expect(kept).toEqual([{ id: ended }, { id: current }]);
  });

  test('stops a sender from writing with the names of groups and channels', async () => {
    const muted = await world.newFriend('kofi');
    const group = { conversation_type: 'group', name: 'Crew', participant_ids: [world.brian.id] };
    const { id } = (await muted.post(conversations, group)).body;
    const { admin } = team.people;
    for (const person of [muted, admin])
      await decide(ModerationActionKind.MUTE_USER, person, { until: inDays(1) });
    const before = await world.written();
    for (const refused of [
      await muted.post(conversations, group),
      await muted.patch(`${conversations}/${id}`, { name: 'Buy now' }),
      await admin.post(`/api/v1/teams/${team.id}/channels`, { name: 'Buy now' }),
    ])
      expect([refused.status, refused.body.code]).toEqual([403, 'SENDER_MUTED']);
    expect(await world.written()).toEqual(before);
  });

  test('removes a participant of a group, as if the participant had left', async () => {
    const group = await world.group([world.alvin, world.clarie]);
    const place = { type: 'conversation', id: group };
    await decide(ModerationActionKind.REMOVE_MEMBER, world.brian, { place });
    expect((await world.brian.get(`${conversations}/${group}`)).status).toBe(404);
    const left = async () => (await world.conversation(world.alvin, group)).participants;
    expect(await left()).toMatchObject([{ user_id: world.clarie.id }]);
    await decide(ModerationActionKind.REMOVE_MEMBER, world.brian, { place });
    expect(await left()).toHaveLength(1);
    expect(await world.conversation(world.alvin, group)).toMatchObject({ my_role: 'owner' });
  });
});
