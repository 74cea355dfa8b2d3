import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const pathTo = (id: string, message: Loose) => `${pathOf(id)}/${message.id}/pin`;
const pin = (person: Person, id: string, message: Loose) => person.post(pathTo(id, message));
const unpin = (person: Person, id: string, message: Loose) => person.delete(pathTo(id, message));
const refusalOf = ({ status, body }: Loose) => [status, body.code];

const pinsOf = async (viewer: Person, id: string): Promise<Loose[]> =>
  (await viewer.get(`${conversations}/${id}/pins`)).body.pins;

describe('a pinned message', () => {
  test('is listed for all participants, the last one first, until it is unpinned', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const first = await world.send(brian, id, 'First');
    const second = await world.send(brian, id, 'Second');
    const pinned = await pin(alvin, id, first);
    await pin(brian, id, second);

    expect([pinned.status, pinned.body.is_pinned, pinned.body.version]).toEqual([200, true, 1]);
    expect(await pinsOf(brian, id)).toMatchObject([
      {
        message: { id: second.id, content: 'Second', is_pinned: true },
        pinned_by: { id: brian.id },
      },
      { message: { id: first.id }, pinned_by: { username: alvin.username } },
    ]);
    expect((await unpin(brian, id, first)).status).toBe(204);
    expect((await pinsOf(alvin, id)).map(({ message }) => message.id)).toEqual([second.id]);
    const events = await world.eventsOf(first.id);
    expect(events.map(({ name, version }) => [name, version])).toEqual([
      ['MessagePinned', 1],
      ['MessageUnpinned', 2],
    ]);
  });

  test('that is pinned again, or was not pinned, writes nothing', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Look');
    const other = await world.send(world.brian, id, 'Other');
    await pin(world.brian, id, sent);
    const before = await world.written();
    expect((await pin(world.alvin, id, sent)).status).toBe(200);
    expect((await unpin(world.alvin, id, other)).status).toBe(204);
    expect(await world.written()).toBe(before);
  });

  test('is no longer pinned when it is deleted, and cannot be pinned again', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.brian, id, 'Look');
    await pin(world.brian, id, sent);
    await world.brian.delete(`${pathOf(id)}/${sent.id}`);

    expect(await pinsOf(world.alvin, id)).not.toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ id: sent.id }) }),
    );
    expect(refusalOf(await pin(world.brian, id, sent))).toEqual([409, 'MESSAGE_DELETED']);
  });

  test('is one of at most 50, also when the last ones are pinned at the same time', async () => {
    const id = await world.group([world.alvin]);
    const sent = [];
    for (let n = 0; n < 52; n += 1) sent.push(await world.send(world.brian, id, `Message ${n}`));
    await world.rows(
      'UPDATE messages SET pinned_at = now() WHERE conversation_id = $1 AND seq <= 49',
      [id],
    );
    const answers = await Promise.all(sent.slice(49).map((each) => pin(world.brian, id, each)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await pinsOf(world.alvin, id)).toHaveLength(50);
  });

  test('before the joining of a participant is not shown to that participant', async () => {
    const id = await world.group([world.alvin]);
    await pin(world.brian, id, await world.send(world.brian, id, 'Before'));
    await world.brian.post(`${conversations}/${id}/participants`, {
      participant_ids: [world.clarie.id],
    });
    const after = await world.send(world.brian, id, 'After');
    await pin(world.brian, id, after);

    expect((await pinsOf(world.clarie, id)).map(({ message }) => message.id)).toEqual([after.id]);
    expect(await pinsOf(world.alvin, id)).toHaveLength(2);
  });
});

test('members of a group pin nothing, and neither do the users of a direct conversation after a block', async () => {
  const friend = await world.newFriend('hilda');
  const group = await world.group([friend]);
  const direct = await world.direct(world.brian, friend);
  const [inGroup, inDirect] = [
    await world.send(friend, group, 'Look'),
    await world.send(friend, direct, 'Look'),
  ];
  await pin(world.brian, direct, inDirect);
  await world.block(friend, world.brian);
  const before = await world.written();

  expect(refusalOf(await pin(friend, group, inGroup))).toEqual([403, 'PERMISSION_DENIED']);
  expect(refusalOf(await unpin(world.brian, direct, inDirect))).toEqual([404, 'USER_NOT_FOUND']);
  expect(await world.written()).toBe(before);
});
