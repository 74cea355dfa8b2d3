import { eventually, type Person } from '@tribe/testing';
import fc from 'fast-check';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { serverState, SyncingClient } from './syncing-client.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start({ SYNC_MAX_CONVERSATIONS: '25' });
});
afterAll(() => world.stop());

const sync = async (person: Person, cursor = ''): Promise<Loose> =>
  (await person.get(`/api/v1/sync?cursor=${encodeURIComponent(cursor)}`)).body;

/**
 * Returns a cursor from which everything until now is known. A transaction of anybody else in the same Postgres can keep
 * the horizon back for a moment, so that changes come twice.
 */
async function knowsAll(person: Person, cursor = ''): Promise<string> {
  let latest = cursor;

  await eventually(async () => {
    const body = await sync(person, latest);
    latest = body.cursor;
    expect(body).toMatchObject({ reset: false, conversations: [], left_conversation_ids: [] });
  });

  return latest;
}

const changesOf = (body: Loose, id: string): Loose =>
  body.conversations.find((each: Loose) => each.conversation.id === id);

describe('GET /sync', () => {
  test('returns the state without a cursor, and then only what has changed', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const first = await world.send(brian, id, 'First');

    const state = await sync(alvin);
    expect([state.reset, state.has_more, state.left_conversation_ids]).toEqual([true, false, []]);
    expect(changesOf(state, id)).toMatchObject({
      conversation: { id, last_message: { id: first.id } },
      gap: true,
    });

    const cursor = await knowsAll(alvin, state.cursor);

    const second = await world.send(brian, id, 'Second');
    await brian.put(`${pathOf(id)}/${first.id}`, { content: 'Edited' });
    await brian.delete(`${pathOf(id)}/${second.id}`);

    const { conversations: changed } = await sync(alvin, cursor);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({
      last_seq: first.seq + 3,
      gap: false,
      entries: [
        { seq: first.seq + 1, kind: 'message', message_id: second.id },
        { seq: first.seq + 2, kind: 'edit', message_id: first.id },
        { seq: first.seq + 3, kind: 'delete', message_id: second.id },
      ],
      messages: [
        { id: first.id, content: 'Edited', is_edited: true },
        { id: second.id, content: null, is_deleted: true },
      ],
    });
  });

  test('returns a gap and the newest 50 entries when more are missed', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const cursor = await knowsAll(alvin);
    for (let sent = 0; sent < 51; sent += 1) await world.send(brian, id, `Message ${sent}`);

    const changes = changesOf(await sync(alvin, cursor), id);
    expect([changes.gap, changes.entries.length]).toEqual([true, 50]);
    expect(changes.messages.at(-1).content).toBe('Message 50');
    expect(changes.messages[0].content).toBe('Message 1');
  });

  test('returns many changed conversations in pages, without what changes between them being missed', async () => {
    const { brian } = world;
    const friend = await world.newFriend('many');
    const client = new SyncingClient(friend);
    await client.sync();
    const ids = [];
    for (let made = 0; made < 27; made += 1) ids.push(await world.group([friend]));

    const page = await client.step();
    expect([page.has_more, page.conversations.length]).toEqual([true, 25]);
    const known = page.conversations[0].conversation.id;
    await world.send(brian, known, 'Between the pages');

    await eventually(async () =>
      expect(await client.sync()).toMatchObject({ conversations: [], has_more: false }),
    );
    const messages = [...client.stored.get(known)!.messages.values()];
    expect(messages.map(({ content }) => content)).toEqual(['Between the pages']);
    expect([...client.stored.keys()]).toEqual(expect.arrayContaining(ids));
  });

  test('returns a change that was begun before the cursor was issued and committed after it', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const early = await world.tribe.db('messaging');

    await early.query('BEGIN');
    await early.query('SELECT pg_current_xact_id()');
    await world.send(brian, id, 'Committed before');
    const { cursor } = await sync(alvin);
    await early.query('UPDATE conversations SET name = $2 WHERE id = $1', [id, 'Early']);
    await early.query('COMMIT');

    expect(changesOf(await sync(alvin, cursor), id).conversation.name).toBe('Early');
  });

  test('returns messages whose reactions or pin have changed, without an entry', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin]);
    const before = await world.send(brian, id, 'Before');
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
    const [first, , third] = [
      await world.send(brian, id, 'First'),
      await world.send(brian, id, 'Second'),
      await world.send(brian, id, 'Third'),
    ];
    const [ofAlvin, ofClarie] = [await knowsAll(alvin), await knowsAll(clarie)];

    await alvin.put(reactionsPath(`${pathOf(id)}/${before.id}`, 0));
    expect((await sync(clarie, ofClarie)).conversations).toEqual([]);

    await brian.put(reactionsPath(`${pathOf(id)}/${third.id}`, 0));
    await brian.post(`${pathOf(id)}/${first.id}/pin`);
    const changes = changesOf(await sync(alvin, ofAlvin), id);
    expect([changes.entries, changes.gap]).toEqual([[], false]);
    expect(changes.messages).toMatchObject([
      { id: before.id, reactions: [{ emoji: '👏', count: 1, is_own: true }] },
      { id: first.id, is_pinned: true, reactions: [] },
      { id: third.id, reactions: [{ emoji: '👏', count: 1, is_own: false }] },
    ]);
  });

  test('returns a gap when the reactions to more than 50 messages have changed', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const sent = [];
    for (let n = 0; n < 51; n += 1) sent.push(await world.send(brian, id, `Message ${n}`));
    const cursor = await knowsAll(alvin);
    for (const { id: messageId } of sent)
      await brian.put(reactionsPath(`${pathOf(id)}/${messageId}`, 0));

    const changes = changesOf(await sync(alvin, cursor), id);
    expect([changes.gap, changes.entries, changes.messages.length]).toEqual([true, [], 0]);
  });

  test('returns read marks and own settings, and not the settings of others', async () => {
    const { brian, alvin } = world;
    const id = await world.group([alvin]);
    const { seq } = await world.send(brian, id, 'Read me');
    const [ofAlvin, ofBrian] = [await knowsAll(alvin), await knowsAll(brian)];

    await alvin.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
    await alvin.put(`${conversations}/${id}/archive`, { is_archived: true });
    expect(changesOf(await sync(alvin, ofAlvin), id).conversation).toMatchObject({
      is_muted: true,
      is_archived: true,
    });
    expect(changesOf(await sync(brian, ofBrian), id)).toBeUndefined();

    await alvin.post(`${conversations}/${id}/read`, {});
    const mark = { user_id: alvin.id, joined_seq: 0, read_seq: seq, read_at: expect.any(String) };
    expect(changesOf(await sync(brian, ofBrian), id)).toMatchObject({
      entries: [],
      read_marks: [mark],
    });
    expect(changesOf(await sync(alvin, ofAlvin), id)).toMatchObject({
      conversation: { unread_count: 0 },
      read_marks: [mark],
    });
  });
});

describe('the cursor of GET /sync', () => {
  const isReset = async (person: Person, query: string) => {
    const { status, body } = await person.get(`/api/v1/sync?${query}`);
    return [status, body.reset];
  };

  test('resets when it was not issued, or issued to another user', async () => {
    const { brian, alvin } = world;
    const { cursor } = await sync(brian);
    expect(cursor).toHaveLength(160);
    expect(await isReset(brian, `cursor=${cursor}`)).toEqual([200, false]);
    expect(await isReset(alvin, `cursor=${cursor}`)).toEqual([200, true]);

    const list =
      (await brian.get(`${conversations}?limit=1`)).body.pagination.next_cursor ?? 'none';
    const changed = (cursor[30] === 'A' ? 'B' : 'A') + cursor.slice(31);

    for (const hostile of [
      '',
      '0',
      list,
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}=`,
      cursor.slice(0, 30) + changed,
      '-'.repeat(75),
      'A'.repeat(6000),
      "' OR 1=1 --",
      '\u{1F600}',
    ])
      expect(await isReset(brian, `cursor=${encodeURIComponent(hostile)}`)).toEqual([200, true]);
  });
});

describe('a participant in GET /sync', () => {
  test('gets nothing from before the joining, and nothing but the removal after it', async () => {
    const { brian, alvin, clarie } = world;
    const id = await world.group([alvin]);
    const before = await world.send(brian, id, 'Before');
    const ofClarie = await knowsAll(clarie);
    await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
    await brian.put(`${pathOf(id)}/${before.id}`, { content: 'Before, edited' });
    const reply = { reply_to_message_id: before.id };
    await world.send(brian, id, 'Welcome', reply);

    const joined = await sync(clarie, ofClarie);
    const changes = changesOf(joined, id);
    expect(changes.joined_seq).toBe(before.seq);
    expect(
      changes.entries.map(({ kind, message_id }: Loose) => [kind, message_id !== null]),
    ).toEqual([
      ['message', true],
      ['edit', false],
      ['message', true],
    ]);
    expect(JSON.stringify(joined)).not.toContain('Before');
    expect(JSON.stringify(joined)).not.toContain(before.id);

    await brian.delete(`${conversations}/${id}/participants/${clarie.id}`);
    await world.send(brian, id, 'Secret');
    const removed = await sync(clarie, joined.cursor);
    expect([changesOf(removed, id), removed.left_conversation_ids]).toEqual([undefined, [id]]);
    expect(JSON.stringify(removed)).not.toContain('Secret');

    const cursor = await knowsAll(clarie, removed.cursor);
    await world.send(brian, id, 'Another secret');
    expect(await sync(clarie, cursor)).toMatchObject({
      conversations: [],
      left_conversation_ids: [],
    });
  });

  test('gets nothing of conversations of others', async () => {
    const { brian, alvin, dorcas } = world;
    const { cursor } = await sync(dorcas);
    await world.send(brian, await world.group([alvin]), 'Hello');
    const { conversations: listed } = await sync(dorcas);
    expect(listed.map((each: Loose) => each.conversation.name)).toEqual(['Tribe Coach']);
    expect(await sync(dorcas, cursor)).toMatchObject({
      conversations: [],
      left_conversation_ids: [],
    });
  });

  test('gets messages of a blocked user without content, and no read marks of that user', async () => {
    const { brian } = world;
    const [one, other] = [await world.newFriend('ada'), await world.newFriend('bela')];
    const id = await world.group([one, other]);
    await world.block(one, other);
    const [ofOne, ofBrian] = [await knowsAll(one), await knowsAll(brian)];

    await other.post(`${conversations}/${id}/read`, {});
    await world.send(brian, id, 'Visible');
    const cursor = await knowsAll(one, ofOne);
    await other.post(`${conversations}/${id}/read`, {});
    expect((await sync(one, cursor)).conversations).toEqual([]);

    await world.send(other, id, 'Hidden');
    const changes = changesOf(await sync(one, ofOne), id);
    expect(changes.messages).toMatchObject([
      { content: 'Visible' },
      { content: null, is_hidden: true, sender: { username: 'unknown' } },
    ]);
    expect(changes.read_marks).toEqual([]);
    expect(changesOf(await sync(brian, ofBrian), id).read_marks).toMatchObject([
      { user_id: other.id },
    ]);
  });
});

const reactionsPath = (messagePath: string, number: number) =>
  `${messagePath}/reactions/${encodeURIComponent(number % 2 === 0 ? '👏' : '🎉')}`;

type Action =
  | ('send' | 'edit' | 'delete' | 'read' | 'mute' | 'archive' | 'rename' | 'leave' | 'add')
  | ('react' | 'unreact' | 'pin' | 'unpin' | 'draft');
const actions = fc.record({
  who: fc.nat(2),
  action: fc.constantFrom<Action>(
    ...(['send', 'send', 'send', 'edit', 'delete', 'read', 'read'] as const),
    ...(['mute', 'archive', 'rename', 'leave', 'add', 'add'] as const),
    ...(['react', 'react', 'unreact', 'pin', 'pin', 'unpin', 'draft'] as const),
  ),
  group: fc.boolean(),
  number: fc.nat(1_000),
});

describe('clients that ask at random moments', () => {
  test('have the state of the server in the end, whatever happened at the same time', async () => {
    const people: Person[] = [];
    for (const name of ['xenia', 'yusuf', 'zola']) people.push(await world.newFriend(name));
    const [owner, ...others] = people as [Person, Person, Person];
    for (const other of others) await world.tribe.befriend(owner, other);
    await world.tribe.settled();
    const direct = await world.direct(owner, others[0]!);
    const fields = { conversation_type: 'group', name: 'Crew' };
    const participant_ids = others.map(({ id }) => id);
    const { body } = await owner.post(conversations, { ...fields, participant_ids });
    const clients = people.map((person) => new SyncingClient(person));
    const sent: string[] = [];

    const perform = async ({ who, action, group, number }: Loose) => {
      const person = people[who] as Person;
      const id = group ? body.id : direct;
      const path = `${conversations}/${id}`;
      const messagePath = `${pathOf(id)}/${sent[number % (sent.length || 1)]}`;

      if (action === 'send') {
        const message = { content: `Message ${number}`, client_msg_id: crypto.randomUUID() };
        const response = await person.post(pathOf(id), message);
        if (response.status === 201) sent.push(response.body.id);
      }
      if (action === 'edit') await person.put(messagePath, { content: `Edited ${number}` });
      if (action === 'delete') await person.delete(messagePath);
      if (action === 'react') await person.put(reactionsPath(messagePath, number));
      if (action === 'unreact') await person.delete(reactionsPath(messagePath, number));
      if (action === 'pin') await person.post(`${messagePath}/pin`);
      if (action === 'unpin') await person.delete(`${messagePath}/pin`);
      if (action === 'draft')
        await person.put(`${path}/draft`, {
          content: `Draft ${number}`,
          updated_at: new Date().toISOString(),
        });
      if (action === 'read') await person.post(`${path}/read`, {});
      if (action === 'mute') await person.put(`${path}/mute`, { until: '2100-01-01T00:00:00Z' });
      if (action === 'archive')
        await person.put(`${path}/archive`, { is_archived: number % 2 === 0 });
      if (action === 'rename')
        await owner.patch(`${conversations}/${body.id}`, { name: `Crew ${number}` });
      if (action === 'leave' && who > 0)
        await person.delete(`${conversations}/${body.id}/participants/${person.id}`);
      if (action === 'add')
        await owner.post(`${conversations}/${body.id}/participants`, {
          participant_ids: [people[1 + (number % 2)]!.id],
        });
    };

    const work = async (steps: Loose[]) => {
      for (const step of steps) await perform(step);
    };
    const ask = async (client: SyncingClient, times: number) => {
      for (let asked = 0; asked < times; asked += 1) await client.step();
    };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(actions, { minLength: 10, maxLength: 20 }), {
          minLength: 3,
          maxLength: 3,
        }),
        async (workers) => {
          await Promise.all([
            ...workers.map(work),
            ...clients.map((client, index) => ask(client, 3 + 4 * index)),
          ]);

          for (const [index, client] of clients.entries()) {
            await client.sync();
            expect(client.state()).toEqual(await serverState(people[index] as Person));
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });
});
