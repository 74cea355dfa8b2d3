import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const path = (id: string, setting = '') => `${conversations}/${id}${setting}`;

async function listed(viewer: Person, query = ''): Promise<string[]> {
  const { body } = await viewer.get(`${conversations}?${query}`);
  return body.conversations.map(({ id }: Loose) => id);
}

describe('muting', () => {
  test('lasts until its time, for the participant alone', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const until = new Date(Date.now() + 60_000).toISOString();
    const { body } = await world.brian.put(path(id, '/mute'), { until });
    expect([body.is_muted, body.muted_until]).toEqual([true, until]);
    expect((await world.conversation(world.alvin, id)).is_muted).toBe(false);

    await world.brian.put(path(id, '/mute'), { until: new Date(Date.now() - 1_000).toISOString() });
    expect((await world.conversation(world.brian, id)).is_muted).toBe(false);
  });

  test('ends with null', async () => {
    const id = await world.direct(world.brian, world.alvin);
    await world.brian.put(path(id, '/mute'), { until: '2999-01-01T00:00:00Z' });
    const { body } = await world.brian.put(path(id, '/mute'), { until: null });
    expect([body.is_muted, body.muted_until]).toEqual([false, null]);
  });
});

describe('archiving', () => {
  test('takes a conversation out of the list until the next message', async () => {
    const id = await world.direct(world.brian, world.clarie);
    const { body } = await world.brian.put(path(id, '/archive'), { is_archived: true });

    expect(body.is_archived).toBe(true);
    expect(await listed(world.brian)).not.toContain(id);
    expect(await listed(world.brian, 'archived=true')).toContain(id);
    expect(await listed(world.clarie)).toContain(id);

    await world.send(world.clarie, id, 'Are you there?');
    expect(await listed(world.brian)).toContain(id);
    expect(await listed(world.brian, 'archived=true')).not.toContain(id);
  });

  test('ends with is_archived: false', async () => {
    const id = await world.direct(world.brian, world.clarie);
    await world.brian.put(path(id, '/archive'), { is_archived: true });
    await world.brian.put(path(id, '/archive'), { is_archived: false });
    expect(await listed(world.brian)).toContain(id);
  });
});

describe('deleting', () => {
  test('archives a direct conversation for the caller alone', async () => {
    const id = await world.direct(world.brian, world.alvin);
    expect((await world.brian.delete(path(id))).status).toBe(204);
    expect(await listed(world.brian)).not.toContain(id);
    expect(await listed(world.alvin)).toContain(id);
    expect((await world.brian.get(path(id))).status).toBe(200);
  });

  test('leaves a group', async () => {
    const id = await world.group([world.alvin]);
    expect((await world.alvin.delete(path(id))).status).toBe(204);
    expect((await world.alvin.get(path(id))).status).toBe(404);
  });
});

describe('the list (MS-16)', () => {
  test('has the conversation with the newest message first, page after page', async () => {
    const friends = await Promise.all(
      ['hilda', 'ivan', 'jane'].map((name) => world.newFriend(name)),
    );
    const ids: string[] = [];
    for (const friend of friends) ids.push(await world.direct(world.brian, friend));
    await world.send(world.brian, ids[0]!, 'Newest');

    const wanted = [ids[0], ids[2], ids[1]];
    expect((await listed(world.brian)).slice(0, 3)).toEqual(wanted);
    const found: string[] = [];
    let cursor = '';

    for (let page = 0; page < 3; page += 1) {
      const { body } = await world.brian.get(`${conversations}?limit=1${cursor}`);
      found.push(body.conversations[0].id);
      cursor = `&cursor=${body.pagination.next_cursor}`;
    }

    expect(found).toEqual(wanted);
  });

  test('shows the last message', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const sent = await world.send(world.alvin, id, 'Last');
    const { body } = await world.brian.get(conversations);
    const { last_message, last_message_at } = body.conversations.find(
      (each: Loose) => each.id === id,
    );

    expect(last_message).toMatchObject({ id: sent.id, content: 'Last' });
    expect(last_message_at).toBe(sent.created_at);
  });
});
