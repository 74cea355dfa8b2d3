import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { listFound } from './message-search.queries';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

async function search(viewer: Person, q: string, filters = ''): Promise<Loose> {
  const { status, body } = await viewer.get(
    `/api/v1/search/messages?q=${encodeURIComponent(q)}${filters}`,
  );
  expect([status, body.code]).toEqual([200, undefined]);

  return body;
}

async function found(viewer: Person, q: string, filters = ''): Promise<string[]> {
  const { results } = await search(viewer, q, filters);
  return results.map(({ message }: Loose) => message.content);
}

/** Sets the language of a person, as identity announces it. */
async function speak({ id, username, fullName }: Person, locale: string): Promise<void> {
  const data = {
    user: { id, username, fullName },
    isActive: true,
    locale: { timezone: 'Europe/Berlin', locale },
  };
  const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 3, data });
  await world.tribe.publishAs('identity', event);
  await world.tribe.settled();
}

describe('a search finds', () => {
  test('all words, in any order and form of the language of the sender, newest first', async () => {
    const friend = await world.newFriend('hannes');
    await speak(friend, 'de-DE');
    const id = await world.direct(friend, world.brian);
    await world.send(friend, id, 'Die Läufer waren zweimal im Wald');
    await world.send(friend, id, 'Der Wald ohne Tiere, quick running');
    await world.send(friend, id, 'Ein Läufer ruht im Walde');

    expect(await found(world.brian, 'Läufer Wälder')).toEqual([
      'Ein Läufer ruht im Walde',
      'Die Läufer waren zweimal im Wald',
    ]);
    expect(await found(world.brian, 'run')).toEqual([]);
    expect(await found(world.brian, 'RUNNING')).toHaveLength(1);
  });

  test('words as they are written when the language of the sender is not known', async () => {
    const friend = await world.newFriend('wanjiku');
    const id = await world.direct(friend, world.brian);
    await world.send(friend, id, 'Habari za wanariadha wetu');
    expect(await found(world.brian, 'wanariadha')).toHaveLength(1);
    expect(await found(world.brian, 'mwanariadha')).toEqual([]);
  });

  test('the new content of an edited message, and not the former one', async () => {
    const id = await world.direct(world.brian, world.clarie);
    const { id: messageId } = await world.send(world.brian, id, 'The zeppelin departs');
    await world.brian.put(`${pathOf(id)}/${messageId}`, { content: 'The dirigible departs' });
    expect(await found(world.clarie, 'zeppelin')).toEqual([]);
    expect(await found(world.clarie, 'dirigible')).toEqual(['The dirigible departs']);
  });

  test('where the words are, and markup as it was written', async () => {
    const id = await world.direct(world.brian, world.clarie);
    const content = '👏 <b onclick="x">quokka</b> & &amp; quokka\u00a0 <script>quokka</script>';
    await world.send(world.brian, id, content);
    const { results } = await search(world.clarie, 'quokka');
    expect(results[0].message).toMatchObject({ content, conversation_id: id });
    expect(results[0].highlights.map(({ start, end }: Loose) => content.slice(start, end))).toEqual(
      ['quokka', 'quokka', 'quokka'],
    );
  });

  test('messages of one conversation, sender and time', async () => {
    const crew = await world.group([world.alvin, world.clarie]);
    const direct = await world.direct(world.brian, world.alvin);
    await world.send(world.brian, crew, 'narwhal one');
    const { created_at } = await world.send(world.alvin, crew, 'narwhal two');
    await world.send(world.brian, direct, 'narwhal three');

    const { alvin } = world;
    expect(await found(alvin, 'narwhal', `&conversation_id=${direct}`)).toEqual(['narwhal three']);
    expect(await found(alvin, 'narwhal', `&sender_id=${alvin.id}`)).toEqual(['narwhal two']);
    expect(await found(alvin, 'narwhal', `&to=${created_at}`)).toEqual(['narwhal one']);
    const since = await found(alvin, 'narwhal', `&from=${created_at}`);
    expect(since).toEqual(['narwhal three', 'narwhal two']);
    expect(await found(alvin, 'narwhal', '&has_attachment=true')).toEqual([]);
    expect(await found(alvin, 'narwhal', '&has_attachment=false')).toHaveLength(3);
  });

  test('every match once, page by page', async () => {
    const id = await world.direct(world.brian, world.alvin);
    for (let number = 0; number < 5; number += 1)
      await world.send(world.brian, id, `axolotl ${number}`);

    const walked: string[] = [];
    for (let cursor = ''; ;) {
      const { results, pagination } = await search(world.alvin, 'axolotl', `&limit=2${cursor}`);
      walked.push(...results.map(({ message }: Loose) => message.content));
      expect(pagination.total).toBe(5);
      if (!pagination.has_more) break;
      cursor = `&cursor=${pagination.next_cursor}`;
    }
    expect(walked).toEqual([4, 3, 2, 1, 0].map((number) => `axolotl ${number}`));
  });
});

describe('a search does not find', () => {
  test('messages of conversations in which the caller does not take part, or no longer', async () => {
    const crew = await world.group([world.alvin, world.clarie]);
    await world.send(world.brian, crew, 'capybara');
    expect(await found(world.dorcas, 'capybara')).toEqual([]);
    expect(await found(world.dorcas, 'capybara', `&conversation_id=${crew}`)).toEqual([]);

    await world.alvin.delete(`${conversations}/${crew}/participants/${world.alvin.id}`);
    expect(await found(world.alvin, 'capybara')).toEqual([]);
    expect(await found(world.clarie, 'capybara')).toHaveLength(1);
  });

  test('messages from before the caller joined', async () => {
    const crew = await world.group([world.alvin]);
    await world.send(world.brian, crew, 'pangolin before');
    const body = { participant_ids: [world.clarie.id] };
    await world.brian.post(`${conversations}/${crew}/participants`, body);
    await world.send(world.brian, crew, 'pangolin after');
    expect(await found(world.clarie, 'pangolin')).toEqual(['pangolin after']);
  });

  test('deleted messages', async () => {
    const id = await world.direct(world.brian, world.alvin);
    const { id: messageId } = await world.send(world.brian, id, 'wombat');
    await world.brian.delete(`${pathOf(id)}/${messageId}`);
    expect(await found(world.brian, 'wombat')).toEqual([]);
  });

  test('messages of hidden users, in either direction', async () => {
    const friend = await world.newFriend('imani');
    const crew = await world.group([friend, world.alvin]);
    await world.send(friend, crew, 'okapi of a friend');
    await world.send(world.alvin, crew, 'okapi of Alvin');
    await world.block(friend, world.alvin);
    expect(await found(world.alvin, 'okapi')).toEqual(['okapi of Alvin']);
    expect(await found(friend, 'okapi')).toEqual(['okapi of a friend']);
    expect(await found(world.brian, 'okapi')).toHaveLength(2);
  });
});

test('reads indexes only, also for a word of many messages', async () => {
  const id = await world.direct(world.brian, world.alvin);
  await world.rows(
    `INSERT INTO messages (conversation_id, seq, id, sender_id, content, digest, hash, created_at)
     SELECT c.id, 1000 + n, gen_random_uuid(), $2, 'plentiful ' || n, '', '', now()
       FROM conversations c, generate_series(1, 1000) n WHERE c.id <> $1`,
    [id, world.brian.id],
  );
  await world.rows('ANALYZE');

  const filters = { conversationId: null, senderId: null, from: null, to: null };
  const plan = await world.planOf((sql) => {
    const asked = {
      viewerId: world.alvin.id,
      words: 'plentiful',
      ...filters,
      hasAttachment: null,
      isArchived: false,
    };
    return listFound(sql, asked, { after: undefined, offset: 0, limit: 21 });
  });
  expect(plan).not.toContain('Seq Scan');
  expect(plan).toContain('searchable_messages_words');
});

test.each([
  '',
  'q=',
  'q=%20',
  `q=${'x'.repeat(201)}`,
  'q=a&limit=51',
  'q=a&from=today',
  'q=a&sender_id=me',
])('refuses the query ?%s with 422', async (query) => {
  const { status, body } = await world.brian.get(`/api/v1/search/messages?${query}`);
  expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test.each(["' OR 'zq'='zq", '%zq', 'zqa & !zqb', '"', ':*', '<->', `${newId()}`, '👩‍👩‍👧'])(
  'treats the search for %s as plain text',
  async (q) => {
    expect(await found(world.brian, q)).toEqual([]);
  },
);
