import type { Person } from '@tribe/testing';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const pathTo = (id: string, message: Loose, emoji: string) =>
  `${pathOf(id)}/${message.id}/reactions/${encodeURIComponent(emoji)}`;
const react = (person: Person, id: string, message: Loose, emoji = '👏') =>
  person.put(pathTo(id, message, emoji));
const remove = (person: Person, id: string, message: Loose, emoji = '👏') =>
  person.delete(pathTo(id, message, emoji));
const refusalOf = ({ status, body }: Loose) => [status, body.code];

async function shown(viewer: Person, id: string, message: Loose): Promise<Loose> {
  const { messages } = await world.history(viewer, id, `around=${message.id}`);
  return messages.find((each: Loose) => each.id === message.id);
}

describe('a reaction (MS-10, MS-23)', () => {
  test('is one of several of a user, is counted per emoji, and publishes an event per change', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const sent = await world.send(brian, id, 'Look');
    await react(brian, id, sent, '👏');
    await react(alvin, id, sent, '👏');
    const { status, body } = await react(alvin, id, sent, '👍🏽');

    expect([status, body.version]).toEqual([200, 3]);
    expect(body.reactions).toEqual([
      { emoji: '👏', count: 2, is_own: true },
      { emoji: '👍🏽', count: 1, is_own: true },
    ]);
    expect((await remove(alvin, id, sent, '👏')).status).toBe(204);
    expect(await shown(brian, id, sent)).toMatchObject({
      seq: sent.seq,
      reactions: [
        { emoji: '👏', count: 1, is_own: true },
        { emoji: '👍🏽', count: 1, is_own: false },
      ],
    });
    const events = await world.eventsOf(sent.id);
    expect(
      events.map(({ name, version, data }) => [name, version, data.userId, data.emoji]),
    ).toEqual([
      ['MessageReacted', 1, brian.id, '👏'],
      ['MessageReacted', 2, alvin.id, '👏'],
      ['MessageReacted', 3, alvin.id, '👍🏽'],
      ['MessageReactionRemoved', 4, alvin.id, '👏'],
    ]);
  });

  test('that exists, or a removal of another reaction, writes nothing', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Look');
    await react(world.alvin, id, sent);
    const before = await world.written();
    expect((await react(world.alvin, id, sent)).status).toBe(200);
    expect((await remove(world.alvin, id, sent, '🎉')).status).toBe(204);
    expect((await remove(world.brian, id, sent)).status).toBe(204);
    expect(await world.written()).toBe(before);
  });

  test('of several requests of a user at the same time is written once per emoji', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Look');
    const emoji = ['👏', '🎉', '👏', '🎉', '👏'];
    await Promise.all(emoji.map((each) => react(world.alvin, id, sent, each)));

    const { reactions, version } = await shown(world.alvin, id, sent);
    const events = await world.eventsOf(sent.id);
    expect(reactions.map(({ count }: Loose) => count)).toEqual([1, 1]);
    expect([version, events.map((each) => each.version)]).toEqual([2, [1, 2]]);
  });

  test('beyond 20 different emoji is refused with 409, also when the last ones come at the same time', async () => {
    const people = [world.brian, world.alvin, world.clarie];
    const id = await world.group(people.slice(1));
    const sent = await world.send(world.brian, id, 'Look');
    await world.rows(
      `INSERT INTO message_reactions (id, message_id, user_id, emoji, created_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), chr(128512 + n), now() FROM generate_series(1, 18) n`,
      [sent.id],
    );
    const last = ['👏', '🎉', '🔥'];
    const answers = await Promise.all(people.map((each, n) => react(each, id, sent, last[n])));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    expect(answers.flatMap(({ body }) => body.code ?? [])).toEqual(['TOO_MANY_REACTIONS']);
  });

  test('that is no single emoji is refused with 422, and to a deleted message with 409', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Look');
    await react(world.alvin, id, sent);
    expect(refusalOf(await react(world.alvin, id, sent, 'nice'))).toEqual([
      422,
      'VALIDATION_FAILED',
    ]);
    await world.brian.delete(`${pathOf(id)}/${sent.id}`);
    const before = await world.written();

    expect(refusalOf(await react(world.alvin, id, sent, '🎉'))).toEqual([409, 'MESSAGE_DELETED']);
    expect(await world.written()).toBe(before);
    expect((await shown(world.alvin, id, sent)).reactions).toEqual([]);
  });

  test('needs a message that the user can see', async () => {
    const id = await world.group([world.alvin]);
    const sent = await world.send(world.brian, id, 'Before');
    const elsewhere = await world.direct(world.brian, world.alvin);
    await world.brian.post(`/api/v1/conversations/${id}/participants`, {
      participant_ids: [world.clarie.id],
    });
    const before = await world.written();

    const unseen = [404, 'MESSAGE_NOT_FOUND'];
    expect(refusalOf(await react(world.clarie, id, sent))).toEqual(unseen);
    expect(refusalOf(await react(world.alvin, elsewhere, sent))).toEqual(unseen);
    expect(refusalOf(await react(world.dorcas, id, sent))).toEqual([404, 'CONVERSATION_NOT_FOUND']);
    expect(await world.written()).toBe(before);
  });

  test('of a hidden user is not counted in a group, and impossible in a direct conversation', async () => {
    const friend = await world.newFriend('hilda');
    const group = await world.group([world.alvin, friend]);
    const direct = await world.direct(world.brian, friend);
    const sent = await world.send(world.alvin, group, 'Look');
    const said = await world.send(world.brian, direct, 'Look');
    await react(friend, group, sent);
    await react(world.brian, group, sent);
    await world.block(friend, world.brian);

    const counts = async (viewer: Person) => (await shown(viewer, group, sent)).reactions[0].count;
    expect([await counts(world.brian), await counts(friend), await counts(world.alvin)]).toEqual([
      1, 1, 2,
    ]);
    expect(refusalOf(await react(friend, direct, said))).toEqual([404, 'USER_NOT_FOUND']);
  });
});
