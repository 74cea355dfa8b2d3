import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const idsOf = ({ mentions }: Loose): string[] => mentions.user_ids;
const counts = async (viewer: Person, id: string) => {
  const { unread_count, mention_count } = await world.conversation(viewer, id);
  return [unread_count, mention_count];
};

describe('a mention', () => {
  test('names a participant, is shown to all and published with the message', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin, clarie]);
    const content = `Well done @${alvin.username.toUpperCase()}, and @${clarie.username}.`;
    const sent = await world.send(brian, id, content);

    expect(sent.mentions).toEqual({ user_ids: [alvin.id, clarie.id], room: false });
    const [shown] = (await world.history(alvin, id)).messages;
    expect(shown.mentions).toEqual(sent.mentions);
    expect((await world.eventsOf(id)).at(-1)?.data.message).toMatchObject({
      mentionedUserIds: [alvin.id, clarie.id],
      mentionsRoom: false,
    });
  });

  test('names no user who does not see the message, and not the sender', async () => {
    const { brian, alvin, clarie, dorcas } = world;
    const id = await world.group([alvin, clarie]);
    await clarie.delete(`${conversations}/${id}`);
    const names = [brian, clarie, dorcas].map(({ username }) => `@${username}`).join(' ');
    const sent = await world.send(brian, id, `${names} @nobody`);
    expect(sent.mentions).toEqual({ user_ids: [], room: false });
  });

  test('is counted beside the unread messages until it is read, edited away or deleted', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const mention = `Hello @${alvin.username}`;
    const first = await world.send(brian, id, mention);
    await world.send(brian, id, 'Plain');
    const third = await world.send(brian, id, mention);
    const fourth = await world.send(brian, id, 'Plain again');
    expect([await counts(alvin, id), await counts(brian, id)]).toEqual([
      [4, 2],
      [0, 0],
    ]);

    const { body } = await alvin.post(`${conversations}/${id}/read`, { message_id: first.id });
    expect([body.unread_count, body.mention_count]).toEqual([3, 1]);

    await brian.put(`${pathOf(id)}/${third.id}`, { content: 'No mention' });
    const edited = await brian.put(`${pathOf(id)}/${fourth.id}`, { content: `@${alvin.username}` });
    expect(idsOf(edited.body)).toEqual([alvin.id]);
    expect(await counts(alvin, id)).toEqual([3, 1]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'MessageEdited',
      data: { mentionedUserIds: [alvin.id] },
    });

    await brian.delete(`${pathOf(id)}/${fourth.id}`);
    expect(await counts(alvin, id)).toEqual([2, 0]);
    const deleted = (await world.history(alvin, id)).messages[0];
    expect(deleted.mentions).toEqual({ user_ids: [], room: false });
  });

  test('by an edit names no participant who joined after the message', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin]);
    const sent = await world.send(brian, id, 'Before');
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
    const content = `@${alvin.username} @${clarie.username}`;
    const { body } = await brian.put(`${pathOf(id)}/${sent.id}`, { content });
    expect(idsOf(body)).toEqual([alvin.id]);
  });

  test('names no user who is hidden from the sender, and is not shown to users from whom the named user is hidden', async () => {
    const { brian, alvin } = world;
    const friend = await world.newFriend('hilda');
    const id = await world.group([alvin, friend]);
    await world.block(friend, alvin);
    const names = `@${friend.username} @${alvin.username}`;

    for (const sender of [alvin, friend, brian]) await world.send(sender, id, names);
    const { messages } = await world.history(brian, id);
    expect(messages.map(idsOf)).toEqual([[friend.id, alvin.id], [], []]);
    expect([await counts(alvin, id), await counts(friend, id)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const shownTo = async (viewer: Person) => idsOf((await world.history(viewer, id)).messages[0]);
    expect([await shownTo(alvin), await shownTo(friend)]).toEqual([[alvin.id], [friend.id]]);
  });
});

describe('@room', () => {
  test('of the owner or an admin mentions everyone, without a row per participant', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin]);
    const fields = { participant_ids: [clarie.id], role: 'admin' };
    await brian.post(`${conversations}/${id}/participants`, fields);
    expect((await world.send(brian, id, 'Hello @room')).mentions).toEqual({
      user_ids: [],
      room: true,
    });
    await world.send(clarie, id, '@Room!');

    const mentions = await Promise.all([brian, alvin, clarie].map((each) => counts(each, id)));
    expect(mentions.map(([, mentioned]) => mentioned)).toEqual([1, 2, 1]);
  });

  test('of a member, and in a direct conversation, is plain text', async () => {
    const { brian, alvin } = world;
    const group = await world.group([alvin]);
    const direct = await world.direct(brian, alvin);
    await world.send(alvin, group, 'Hello @room');
    await world.send(alvin, direct, 'Hello @room');
    expect([await counts(brian, group), (await counts(brian, direct))[1]]).toEqual([[1, 0], 0]);
  });
});
