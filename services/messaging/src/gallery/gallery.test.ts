import { newId } from '@tribe/service-kit';
import { MediaDouble, type Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
let media: MediaDouble;
beforeAll(async () => {
  world = await MessagingWorld.start();
  media = await MediaDouble.start(world.tribe);
});
afterAll(() => world.stop());

const galleryOf = (viewer: Person, id: string, query = '') =>
  viewer.get(`${conversations}/${id}/media?${query}`);
const idsIn = ({ body }: Loose) => body.media.map(({ attachment }: Loose) => attachment.media_id);

async function send(sender: Person, id: string, ...contentTypes: string[]): Promise<string[]> {
  const ids = contentTypes.map((contentType) => media.add(sender.id, 'message', { contentType }));
  const attachments = ids.map((media_id) => ({ media_id }));
  const { status } = await sender.post(pathOf(id), { attachments, client_msg_id: newId() });
  expect(status).toBe(201);

  return ids;
}

test('the gallery has pages of attachments, the newest first, and is filtered by kind', async () => {
  const { brian, alvin } = world;
  const id = await world.direct(brian, alvin);
  const [first, second] = await send(brian, id, 'image/jpeg', 'image/png');
  const [file] = await send(alvin, id, 'application/pdf');
  const [last] = await send(brian, id, 'image/webp');

  const all = await galleryOf(alvin, id);
  expect(idsIn(all)).toEqual([last, file, second, first]);
  expect(all.body.media[0]).toMatchObject({
    sender: { id: brian.id },
    seq: 3,
    attachment: { url: `${MediaDouble.urlOf(last!)}/large.jpg` },
  });
  const page = await galleryOf(alvin, id, 'limit=3');
  const { next_cursor: cursor } = page.body.pagination;
  expect(idsIn(page)).toEqual([last, file, second]);
  expect(idsIn(await galleryOf(alvin, id, `limit=3&cursor=${cursor}`))).toEqual([first]);
  expect(idsIn(await galleryOf(alvin, id, 'kind=file'))).toEqual([file]);
  expect((await galleryOf(alvin, id, 'kind=image')).body.pagination.total).toBe(3);
});

test('attachments of deleted messages are gone, and those before a participant joined are not shown', async () => {
  const { brian, alvin, clarie } = world;
  const id = await world.group([alvin]);
  await send(brian, id, 'image/jpeg');
  await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
  const [later] = await send(brian, id, 'image/jpeg');
  expect(idsIn(await galleryOf(clarie, id))).toEqual([later]);
  expect(idsIn(await galleryOf(alvin, id))).toHaveLength(2);

  const { messages } = await world.history(brian, id);
  await brian.delete(`${pathOf(id)}/${messages[0].id}`);
  expect(idsIn(await galleryOf(clarie, id))).toEqual([]);
});

test('a stranger and a participant who has left find no gallery', async () => {
  const { brian, alvin, dorcas } = world;
  const id = await world.group([alvin]);
  await send(brian, id, 'image/jpeg');
  await alvin.delete(`${conversations}/${id}`);
  for (const person of [alvin, dorcas]) {
    const { status, body } = await galleryOf(person, id);
    expect([status, body.code]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  }
});
