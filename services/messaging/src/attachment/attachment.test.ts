import {
  MediaDeletedSchema,
  MessageRecipientsService,
  MessagingReportService,
  UserErasedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { MediaDouble, type Person } from '@tribe/testing';
import { type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { TeamWorld } from '../team/team.test-support';

let world: MessagingWorld;
let media: MediaDouble;
beforeAll(async () => {
  world = await MessagingWorld.start();
  media = await MediaDouble.start(world.tribe);
});
afterAll(() => world.stop());

const photoOf = ({ id }: Person) => media.add(id, 'message');
const attach = (...ids: string[]) => ({
  attachments: ids.map((media_id) => ({ media_id })),
  client_msg_id: newId(),
});
const endsOf = (id: string) => media.detached.filter(({ mediaId }) => mediaId === id);

/** Sends pictures in a new direct conversation of Brian and Alvin's. */
async function sendPhotos(count = 1, fields: object = {}) {
  const { brian, alvin } = world;
  const id = await world.direct(brian, alvin);
  const mediaIds = Array.from({ length: count }, () => photoOf(brian));
  const { status, body } = await brian.post(pathOf(id), { ...attach(...mediaIds), ...fields });
  expect([status, body.code]).toEqual([201, undefined]);

  return { id, mediaIds, sent: body as Loose };
}

const lastOf = async (viewer: Person, id: string) => (await world.history(viewer, id)).messages[0];

test('pictures without a text are sent in their order, shown with URLs, and kept by media', async () => {
  const { id, mediaIds, sent } = await sendPhotos(3);
  const url = MediaDouble.urlOf(mediaIds[0]!);
  expect(sent).toMatchObject({
    content: '',
    message_type: 'image',
    media_url: `${url}/large.jpg`,
    attachments: mediaIds.map((media_id) => ({ media_id, kind: 'image', size: 4_812 })),
  });
  expect((await lastOf(world.alvin, id)).attachments[0]).toMatchObject({
    url: `${url}/large.jpg`,
    thumbnail_url: `${url}/thumb.jpg`,
    variants: [{ name: 'large', webp_url: `${url}/large.webp` }, { name: 'thumb' }],
  });

  await world.tribe.settled();
  const kept = media.attached.filter(({ mediaId }) => mediaIds.includes(mediaId));
  expect(kept.map(({ target }) => target)).toEqual(Array(3).fill(`message/${sent.id}`));
  const { data } = (await world.eventsOf(id)).find(
    ({ data: each }) => each.message?.id === sent.id,
  )!;
  expect(data.message.attachments.map(({ mediaId }: Loose) => mediaId)).toEqual(mediaIds);
});

test('a file has the name that its sender chose, and a message of pictures and files is one of files', async () => {
  const { brian, alvin } = world;
  const id = await world.direct(brian, alvin);
  const file = media.add(brian.id, 'message', { contentType: 'application/pdf' });
  const attachments = [{ media_id: photoOf(brian) }, { media_id: file, name: 'Plan.pdf' }];
  const sent = await world.send(brian, id, 'The plan', { attachments });
  expect(sent.message_type).toBe('file');
  expect((await lastOf(alvin, id)).attachments[1]).toMatchObject({
    kind: 'file',
    name: 'Plan.pdf',
    url: MediaDouble.urlOf(file),
    thumbnail_url: null,
    variants: [],
  });
});

test('a repeated request returns the first message, also when the media is gone, and other media is refused', async () => {
  const client_msg_id = newId();
  const { id, mediaIds, sent } = await sendPhotos(1, { client_msg_id });
  media.delete(mediaIds[0]!);
  const again = (mediaId: string) =>
    world.brian.post(pathOf(id), { ...attach(mediaId), client_msg_id });
  expect(await again(mediaIds[0]!)).toMatchObject({ status: 200, body: { id: sent.id } });
  const other = await again(photoOf(world.brian));
  expect([other.status, other.body.code]).toEqual([409, 'CLIENT_MSG_ID_REUSED']);
});

test.each<[string, () => object, number, string]>([
  ['media of another user', () => attach(photoOf(world.alvin)), 404, 'MEDIA_NOT_FOUND'],
  [
    'media for another purpose',
    () => attach(media.add(world.brian.id, 'post')),
    404,
    'MEDIA_NOT_FOUND',
  ],
  [
    'media that does not exist',
    () => attach(photoOf(world.brian), newId()),
    404,
    'MEDIA_NOT_FOUND',
  ],
  [
    'media in processing',
    () => attach(media.add(world.brian.id, 'message', { state: 'processing' })),
    409,
    'MEDIA_NOT_READY',
  ],
  [
    'eleven attachments',
    () => attach(...Array.from({ length: 11 }, newId)),
    422,
    'VALIDATION_FAILED',
  ],
  ['neither text nor attachments', () => ({ client_msg_id: newId() }), 422, 'VALIDATION_FAILED'],
  ['an empty list', () => ({ attachments: [], client_msg_id: newId() }), 422, 'VALIDATION_FAILED'],
])('%s is refused, and writes nothing', async (_what, body, status, code) => {
  const id = await world.direct(world.brian, world.alvin);
  const before = await world.written();
  const refused = await world.brian.post(pathOf(id), body());
  expect([refused.status, refused.body.code]).toEqual([status, code]);
  expect(await world.written()).toBe(before);
});

test('a muted word does not keep a user from pictures without a text', async () => {
  const { alvin } = world;
  await alvin.post('/api/v1/muted-words', { phrase: 'photo' });
  const { sent } = await sendPhotos();
  const rpc = (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
  const { message, userIds } = await rpc.listMessageRecipients({ messageId: sent.id, limit: 10 });
  expect([message?.content, userIds]).toEqual(['📷 Photo', [alvin.id]]);
});

test('the report of a message names its pictures for moderators', async () => {
  const { mediaIds, sent } = await sendPhotos(2);
  const rpc = (await world.tribe.rpcAs('social-graph')).client(MessagingReportService);
  const question = { targetType: 'message', targetId: sent.id, viewerId: world.alvin.id };
  const { target } = await rpc.findMessagingReportTarget({ question });
  expect(target).toMatchObject({ authorId: world.brian.id, mediaIds });
});

test('the deletion of a message ends its attachments at once', async () => {
  const { id, mediaIds, sent } = await sendPhotos(2);
  await world.tribe.settled();
  expect(endsOf(mediaIds[0]!)).toEqual([]);
  await world.brian.delete(`${pathOf(id)}/${sent.id}`);
  expect(await lastOf(world.alvin, id)).toMatchObject({ is_deleted: true, attachments: [] });
  await world.tribe.settled();
  for (const mediaId of mediaIds)
    expect(endsOf(mediaId)).toMatchObject([{ target: `message/${sent.id}`, deleteUnused: true }]);
});

test('the erasure of the sender ends the attachments', async () => {
  const gone = await world.newFriend('gone');
  const id = await world.direct(gone, world.brian);
  const mediaId = photoOf(gone);
  await gone.post(pathOf(id), attach(mediaId));
  const data = { erasureId: newId(), userId: gone.id };
  const event = eventOf(UserErasedSchema, { entityId: gone.id, entityVersion: 9, data });
  await world.tribe.publishAs('identity', event);
  await world.tribe.settled();
  expect(endsOf(mediaId)).toHaveLength(1);
  const rows = await world.rows('SELECT FROM message_attachments WHERE owner_id = $1', [gone.id]);
  expect(rows).toEqual([]);
});

test('media that its owner deletes leaves a mark in the message, and nothing of the picture', async () => {
  const { id, mediaIds } = await sendPhotos();
  const [mediaId = ''] = mediaIds;
  const data = { mediaId, ownerId: world.brian.id };
  const event = eventOf(MediaDeletedSchema, { entityId: mediaId, entityVersion: 3, data });
  await world.tribe.publishAs('media', event);
  await world.tribe.settled();
  expect((await lastOf(world.alvin, id)).attachments).toMatchObject([
    { media_id: mediaId, is_removed: true, url: null, blurhash: null, variants: [] },
  ]);
});

test('messages are shown without URLs while media does not answer', async () => {
  const { id, mediaIds } = await sendPhotos();
  media.isSilent = true;
  const shown = await lastOf(world.alvin, id).finally(() => (media.isSilent = false));
  expect(shown.attachments).toMatchObject([
    { media_id: mediaIds[0], url: null, is_removed: false },
  ]);
});

test('only the pictures for which media does not answer are shown without URLs', async () => {
  const { brian, alvin } = world;
  const id = await world.group([alvin]);
  for (let sent = 0; sent < 11; sent += 1)
    await brian.post(pathOf(id), attach(...Array.from({ length: 10 }, () => photoOf(brian))));
  const [silent] = (await lastOf(alvin, id)).attachments;
  media.silentOf.add(silent.media_id);
  const { messages } = await world.history(alvin, id).finally(() => media.silentOf.clear());
  const urls = messages.flatMap(({ attachments }: Loose) =>
    attachments.map(({ url }: Loose) => url),
  );
  expect(urls).toHaveLength(110);
  expect(urls.filter((url: string | null) => url === null)).toHaveLength(10);
});

test('GET /sync has thumbnails of the newest pictures, and no other URLs', async () => {
  const { alvin, brian } = world;
  const { cursor } = (await alvin.get('/api/v1/sync')).body;
  const { mediaIds } = await sendPhotos(10);
  for (let sent = 0; sent < 10; sent += 1) await sendPhotos(10);
  const file = media.add(brian.id, 'message', { contentType: 'application/pdf' });
  await world.send(brian, await world.direct(brian, alvin), 'Plan', attach(file));
  const { conversations } = (await alvin.get(`/api/v1/sync?cursor=${cursor}`)).body;
  const shown: Loose[] = conversations.flatMap(({ messages }: Loose) =>
    messages.flatMap(({ attachments }: Loose) => attachments),
  );
  expect(shown).toHaveLength(111);
  expect(shown.some(({ url, variants }) => url !== null || variants.length > 0)).toBe(false);
  const withThumbnail = shown.filter(({ thumbnail_url: url }) => url !== null);
  expect(withThumbnail).toHaveLength(100);
  expect(withThumbnail.map(({ media_id: id }) => id)).not.toContain(mediaIds[0]);
});

test('attachments of hidden users are not shown in groups', async () => {
  const { brian, alvin } = world;
  const stranger = await world.newFriend('stranger');
  const id = await world.group([alvin, stranger]);
  await stranger.post(pathOf(id), attach(photoOf(stranger)));
  expect((await lastOf(alvin, id)).attachments).toHaveLength(1);
  await world.block(alvin, stranger);
  expect(await lastOf(alvin, id)).toMatchObject({
    is_hidden: true,
    attachments: [],
    media_url: null,
  });
  const gallery = (viewer: Person) => viewer.get(`/api/v1/conversations/${id}/media`);
  expect((await gallery(alvin)).body.media).toEqual([]);
  expect((await gallery(brian)).body.media).toHaveLength(1);
});

test('pictures in a channel of a team are kept, and only members find them', async () => {
  const team = await TeamWorld.create(world, 'photos');
  const { coach, player } = team.people;
  const id = await team.channel();
  const mediaId = photoOf(coach);
  const sent = await world.send(coach, id, 'Line-up', { attachments: [{ media_id: mediaId }] });
  await world.tribe.settled();
  expect(media.attached.some((each) => each.mediaId === mediaId)).toBe(true);
  expect((await lastOf(player, id)).attachments).toHaveLength(1);
  const gallery = `/api/v1/conversations/${id}/media`;
  expect((await player.get(gallery)).body.media).toHaveLength(1);
  expect((await world.brian.get(gallery)).body.code).toBe('CONVERSATION_NOT_FOUND');
  await coach.delete(`${pathOf(id)}/${sent.id}`);
  await world.tribe.settled();
  expect(endsOf(mediaId)).toHaveLength(1);
});

test('a search finds messages with or without attachments', async () => {
  const { brian, alvin } = world;
  const { id } = await sendPhotos(1, { content: 'A saffron sunset' });
  await world.send(brian, id, 'No saffron left');
  const found = async (filter: boolean) => {
    const path = `/api/v1/search/messages?q=saffron&has_attachment=${filter}`;
    return (await alvin.get(path)).body.results.map(({ message }: Loose) => message.content);
  };
  expect([await found(true), await found(false)]).toEqual([
    ['A saffron sunset'],
    ['No saffron left'],
  ]);
});
