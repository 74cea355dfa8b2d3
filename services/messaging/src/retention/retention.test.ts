import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from '../team/team.test-support';
import { MessageExpiry } from './message-expiry';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const retention = (id: string) => `${conversations}/${id}/retention`;
const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();
const contentsOf = (messages: Loose[]) => messages.map(({ content }) => content);

function sweep(): Promise<void> {
  return world.tribe.service('messaging').app.get(MessageExpiry, { strict: false }).sweep();
}

/** Makes messages look as if they were sent days ago. */
async function age(ids: readonly string[], days: number): Promise<void> {
  const text = `UPDATE messages SET created_at = created_at - make_interval(days => $2) WHERE id = ANY ($1::uuid[])`;
  await world.rows(text, [ids, days]);
}

test('messages are kept unless the owner sets a retention, and all participants learn of a change', async () => {
  const { brian, alvin } = world;
  const id = await world.group([alvin]);
  const sent = await world.send(brian, id, 'Old');
  await age([sent.id], 5_000);
  await sweep();
  expect((await alvin.get(retention(id))).body).toEqual({ retention_days: null });
  expect(contentsOf((await world.history(alvin, id)).messages)).toEqual(['Old']);

  expect(codeOf(await alvin.put(retention(id), { retention_days: 30 }))).toBe(
    '403 PERMISSION_DENIED',
  );
  expect(codeOf(await world.dorcas.put(retention(id), { retention_days: 30 }))).toBe(
    '404 CONVERSATION_NOT_FOUND',
  );
  const changed = await brian.put(retention(id), { retention_days: 30 });
  expect([changed.status, changed.body]).toEqual([200, { retention_days: 30 }]);
  await brian.put(retention(id), { retention_days: 30 });
  const notes = (await world.history(alvin, id)).messages.filter(
    ({ metadata }: Loose) => metadata?.action === 'retention_changed',
  );
  expect(contentsOf(notes)).toEqual([`${brian.fullName} changed how long messages are kept`]);
});

test('the contents of older messages are erased with their former contents, and the chain stays provable', async () => {
  const { brian, alvin } = world;
  const id = await world.group([alvin]);
  const [edited, deleted, kept] = [
    await world.send(brian, id, 'First secret'),
    await world.send(alvin, id, 'Second secret'),
    await world.send(brian, id, 'Kept'),
  ];
  await brian.put(`${pathOf(id)}/${edited.id}`, { content: 'Changed secret' });
  await brian.post(`${pathOf(id)}/${edited.id}/pin`);
  await alvin.delete(`${pathOf(id)}/${deleted.id}`);
  await brian.put(retention(id), { retention_days: 7 });
  await age([edited.id, deleted.id], 8);
  await sweep();
  await sweep();

  const shown = (await world.history(alvin, id)).messages;
  expect(shown.find((each: Loose) => each.id === edited.id)).toMatchObject({
    content: null,
    is_deleted: true,
    is_pinned: false,
    sender: { id: brian.id },
  });
  expect(shown.find((each: Loose) => each.id === kept.id).content).toBe('Kept');
  const left = await world.rows(
    `SELECT m.id FROM messages m LEFT JOIN message_edits e ON e.message_id = m.id
      WHERE m.conversation_id = $1
        AND (m.content ILIKE '%secret%' OR e.previous_content ILIKE '%secret%'
             OR m.id = ANY ($2::uuid[]) AND (m.content_salt IS NOT NULL OR m.content_hash IS NOT NULL))`,
    [id, [edited.id, deleted.id]],
  );
  expect(left).toEqual([]);
  const tombstones = await world.rows(
    'SELECT deleted_as FROM message_tombstones WHERE conversation_id = $1 ORDER BY seq',
    [id],
  );
  expect(tombstones).toEqual([{ deleted_as: 'sender' }, { deleted_as: 'retention' }]);
  expect((await alvin.get('/api/v1/search/messages?q=secret')).body.results).toEqual([]);
  await provenNumbers(world, id);
});

test('a sweep erases more messages than fit in a batch', async () => {
  const id = await world.group([world.alvin]);
  await world.brian.put(retention(id), { retention_days: 1 });
  const ids = [];
  for (let number = 0; number < 105; number += 1)
    ids.push((await world.send(world.brian, id, `${number}`)).id);
  await age(ids, 2);
  await sweep();
  const [{ count } = { count: -1 }] = await world.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM messages WHERE id = ANY ($1::uuid[]) AND content IS NOT NULL',
    [ids],
  );
  expect(count).toBe(0);
});

test('admins and coaches set the retention of a channel; a direct conversation keeps its messages', async () => {
  const team = await TeamWorld.create(world, 'retention');
  const id = await team.channel();
  const { coach, trainer, player } = team.people;
  expect((await coach.put(retention(id), { retention_days: 2 })).status).toBe(200);
  expect(codeOf(await trainer.put(retention(id), { retention_days: 1 }))).toBe(
    '403 PERMISSION_DENIED',
  );
  const { id: messageId } = await world.send(player, id, 'Tactics');
  await age([messageId], 3);
  await sweep();
  const found = (await world.history(player, id)).messages.find(
    (each: Loose) => each.id === messageId,
  );
  expect(found).toMatchObject({ content: null, is_deleted: true });

  const direct = await world.direct(world.brian, world.alvin);
  expect(codeOf(await world.brian.put(retention(direct), { retention_days: 2 }))).toBe(
    '403 PERMISSION_DENIED',
  );
});

test.each([0, -1, 3_651, 1.5, '7'])('refuses a retention of %p days with 422', async (days) => {
  const id = await world.group([world.alvin]);
  expect((await world.brian.put(retention(id), { retention_days: days })).status).toBe(422);
});
