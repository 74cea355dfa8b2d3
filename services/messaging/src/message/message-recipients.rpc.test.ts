import { MessageRecipientsService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from '../team/team.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const rpc = async () => (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
const recipientsOf = async (messageId: string, page: object = {}) =>
  (await rpc()).listMessageRecipients({ messageId, limit: 500, ...page });
const idsOf = (...people: Person[]) => people.map(({ id }) => id).toSorted();

describe('the recipients of a message', () => {
  test('are the participants who see it, have not read it and have not muted the conversation', async () => {
    const { brian, alvin, clarie } = world;
    const [muter, reader] = [await world.newFriend('muter'), await world.newFriend('reader')];
    const id = await world.group([alvin, muter, reader]);
    const sent = await world.send(brian, id, 'Hello');
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
    await muter.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
    await reader.post(`${conversations}/${id}/read`, {});

    const { message, userIds } = await recipientsOf(sent.id);
    expect(userIds).toEqual([alvin.id]);
    expect(message).toMatchObject({
      conversationId: id,
      conversationName: 'Marathon Crew',
      senderId: brian.id,
      content: 'Hello',
      seq: BigInt(sent.seq),
    });
  });

  test('are, in an announcement, the members whose role sees it, and for an alert also those who muted it', async () => {
    const team = await TeamWorld.create(world, 'pushed');
    const { admin, coach, trainer, captain } = team.people;
    const id = await team.channel({
      conversation_type: 'announcement',
      visible_roles: ['trainer', 'captain'],
    });
    await captain.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
    const sent = await world.send(coach, id, 'Tactics');
    expect((await recipientsOf(sent.id)).userIds).toEqual(idsOf(admin, trainer));

    const messageId = await team.alert(coach, id);
    expect((await recipientsOf(messageId)).userIds).toEqual(idsOf(admin, trainer, captain));
    await team.leave(trainer);
    expect((await recipientsOf(messageId)).userIds).toEqual(idsOf(admin, captain));
  });

  test('are, in a channel, the members who are mentioned or want to be notified of all messages', async () => {
    const team = await TeamWorld.create(world, 'quiet');
    const { admin, coach, trainer, captain, player, alumni } = team.people;
    const id = await team.channel();
    await trainer.put(`${conversations}/${id}/notification-level`, { level: 'all' });
    const mention = `Come, @${player.username}`;
    const [plain, mentioning, toAll] = [
      await world.send(coach, id, 'Hello'),
      await world.send(coach, id, mention),
      await world.send(coach, id, '@room'),
    ];
    expect((await recipientsOf(plain.id)).userIds).toEqual(idsOf(trainer));
    expect((await recipientsOf(mentioning.id)).userIds).toEqual(idsOf(trainer, player));
    const everyone = idsOf(admin, trainer, captain, player, alumni);
    expect((await recipientsOf(toAll.id)).userIds).toEqual(everyone);

    const { unread } = await (
      await rpc()
    ).countUnreadMessages({ userIds: [trainer.id, player.id, alumni.id, world.dorcas.id] });
    const counts = new Map(unread.map(({ userId, count }) => [userId, count]));
    const ofPeople = [trainer, player, alumni, world.dorcas].map((each) => counts.get(each.id));
    expect(ofPeople).toEqual([3, 2, 1, 0]);

    await player.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
    expect((await recipientsOf(mentioning.id)).userIds).toEqual(idsOf(trainer));
    const messageId = await team.alert(coach, id);
    expect((await recipientsOf(messageId)).userIds).toEqual(everyone);
  });

  test('are, in a group, without those who want to be notified of mentions only', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin, clarie]);
    await clarie.put(`${conversations}/${id}/notification-level`, { level: 'mentions' });
    const sent = await world.send(brian, id, 'Hello');
    expect((await recipientsOf(sent.id)).userIds).toEqual([alvin.id]);
    const { body } = await clarie.put(`${conversations}/${id}/notification-level`, { level: null });
    expect(body.notification_level).toBe('all');
    expect((await recipientsOf(sent.id)).userIds).toEqual(idsOf(alvin, clarie));
  });

  test('do not include users who are hidden from the sender', async () => {
    const friend = await world.newFriend('hilda');
    const id = await world.group([world.alvin, friend]);
    await world.block(friend, world.alvin);
    const sent = await world.send(world.alvin, id, 'Hello');
    expect((await recipientsOf(sent.id)).userIds).toEqual([world.brian.id]);
  });

  test('come in pages, and not at all for deleted and unknown messages', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin, clarie]);
    const sent = await world.send(brian, id, 'Hello');
    const [first, second] = idsOf(alvin, clarie);
    expect((await recipientsOf(sent.id, { limit: 1 })).userIds).toEqual([first]);
    expect((await recipientsOf(sent.id, { limit: 1, afterUserId: first })).userIds).toEqual([
      second,
    ]);

    await brian.delete(`${pathOf(id)}/${sent.id}`);
    for (const messageId of [sent.id, newId()]) {
      const { message, userIds } = await recipientsOf(messageId);
      expect([message, userIds]).toEqual([undefined, []]);
    }
  });
});

test('unread messages are those of the list of conversations, without users who have read the message', async () => {
  const { brian } = world;
  const [one, other] = [await world.newFriend('one'), await world.newFriend('other')];
  const group = await world.group([one, other]);
  await world.send(brian, await world.direct(brian, one), 'Hello');
  await world.send(brian, group, 'Hello');
  const { id: unreadMessageId } = await world.send(brian, group, 'Again');
  await other.post(`${conversations}/${group}/read`, {});

  const count = async (asked: object) => {
    const userIds = [one.id, other.id];
    const { unread } = await (await rpc()).countUnreadMessages({ userIds, ...asked });
    return Object.fromEntries(unread.map((each) => [each.userId, each.count]));
  };
  expect(await count({})).toEqual({ [one.id]: 3, [other.id]: 0 });
  expect(await count({ unreadMessageId })).toEqual({ [one.id]: 3 });
});
