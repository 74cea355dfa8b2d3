import { chainHashOf } from '../message/chain.rules';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const chainOf = (viewer: MessagingWorld['brian'], id: string, query = '') =>
  viewer.get(`${conversations}/${id}/chain?${query}`);

function provenHash({ previous_hash, entries }: Loose): string {
  let hash: Buffer = Buffer.from(previous_hash, 'hex');

  for (const { seq, digest } of entries)
    hash = chainHashOf(hash, BigInt(seq), Buffer.from(digest, 'hex'));
  return hash.toString('hex');
}

test('a participant proves the chain from its pages, over messages, edits and deletions', async () => {
  const { brian, alvin } = world;
  const id = await world.direct(brian, alvin);
  const first = await world.send(brian, id, 'First');
  const second = await world.send(alvin, id, 'Second');
  await brian.put(`${pathOf(id)}/${first.id}`, { content: 'Changed' });
  await alvin.delete(`${pathOf(id)}/${second.id}`);

  const { body } = await chainOf(alvin, id);
  expect(body).toMatchObject({ after_seq: 0, previous_hash: '0'.repeat(64), has_more: false });
  expect(body.entries.map(({ seq, kind, message_id }: Loose) => [seq, kind, message_id])).toEqual([
    [1, 'message', first.id],
    [2, 'message', second.id],
    [3, 'edit', first.id],
    [4, 'delete', second.id],
  ]);
  expect(provenHash(body)).toBe(body.entries[3].hash);
  expect(body.entries[0]).toMatchObject({ hash: first.hash, content_hash: first.content_hash });

  const [page, rest] = [
    await chainOf(alvin, id, 'limit=2'),
    await chainOf(alvin, id, 'after_seq=2'),
  ];
  expect(page.body).toMatchObject({ has_more: true, entries: body.entries.slice(0, 2) });
  expect(rest.body.previous_hash).toBe(body.entries[1].hash);
  expect(provenHash(rest.body)).toBe(body.entries[3].hash);
});

test('a participant who joined later gets neither ids nor contents of earlier messages', async () => {
  const { brian, alvin, clarie } = world;
  const id = await world.group([alvin]);
  const before = await world.send(brian, id, 'Before');
  await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
  await brian.put(`${pathOf(id)}/${before.id}`, { content: 'Changed' });

  const { body } = await chainOf(clarie, id, 'after_seq=0');
  expect(body).toMatchObject({ after_seq: before.seq, previous_hash: before.hash });
  expect(body.entries).toMatchObject([
    { seq: 2, kind: 'message', content_hash: null },
    { seq: 3, kind: 'edit', message_id: null, content_hash: null },
  ]);
  expect(provenHash(body)).toBe(body.entries[1].hash);
});

test('a stranger learns nothing', async () => {
  const { brian, alvin, dorcas } = world;
  const id = await world.direct(brian, alvin);
  const { status, body } = await chainOf(dorcas, id);
  expect([status, body.code]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
});
