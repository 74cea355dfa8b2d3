import { randomUUID } from 'node:crypto';
import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { media } from '@tribe/media';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { uploadPicture } from './upload-picture';

const profileImage = '/api/v1/users/me/profile-image';
const conversations = '/api/v1/conversations';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let conversation: string;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, messaging, media, realtime, gateway] });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
  const direct = { conversation_type: 'direct', participant_ids: [alvin.id] };
  conversation = `${conversations}/${(await brian.post(conversations, direct)).body.id}`;
}, 60_000);
afterAll(() => tribe.stop());

test('friends see an uploaded picture on cards of other services, and a removed one is gone', async () => {
  const mediaId = await uploadPicture(brian, 'profile');
  await tribe.settled({ timeoutMs: 25_000 });
  const { status, body } = await brian.patch(profileImage, { media_id: mediaId });
  expect(status).toBe(200);
  await tribe.settled();

  const cards = async () => JSON.stringify((await alvin.get(conversation)).body);
  expect(await cards()).toContain(body.profile_image_url);
  const { pathname } = new URL(body.profile_image_url);
  const answer = await tribe.client().get(pathname);
  expect(answer.status).toBe(302);
  const picture = await fetch(answer.headers['location'] ?? '');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

  expect((await brian.delete(profileImage)).status).toBe(204);
  await tribe.settled();
  expect((await tribe.client().get(pathname)).status).toBe(404);
  expect((await fetch(answer.headers['location'] ?? '')).status).toBe(404);
  expect(await cards()).not.toContain(pathname);
});

test('a picture reaches the recipient live, and is gone from the storage with its message', async () => {
  const mediaId = await uploadPicture(brian, 'message');
  await tribe.settled({ timeoutMs: 25_000 });
  const socket = await alvin.socket();
  await socket.next('connected');

  const path = `${conversation}/messages`;
  const body = { attachments: [{ media_id: mediaId }], client_msg_id: randomUUID() };
  const { status, body: sent } = await brian.post(path, body);
  expect(status).toBe(201);
  expect(await socket.next('message.new')).toMatchObject({
    message: {
      id: sent.id,
      content: '',
      message_type: 'image',
      attachments: [{ media_id: mediaId, width: 1, height: 1, blurhash: expect.any(String) }],
    },
  });

  const [shown] = (await alvin.get(`${path}?around=${sent.id}&limit=1`)).body.messages;
  const [{ url }] = shown.attachments;
  expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg');
  expect((await alvin.get(`/api/v1/media/${mediaId}`)).status).toBe(404);

  await tribe.settled();
  expect((await brian.delete(`${path}/${sent.id}`)).status).toBe(204);
  await tribe.settled();
  expect((await fetch(url)).status).toBe(404);
  expect((await brian.get(`/api/v1/media/${mediaId}`)).body.state).toBe('deleted');
});

test('a picture that is sent again stays when the first message is deleted at once, until the second is', async () => {
  const mediaId = await uploadPicture(brian, 'message');
  await tribe.settled({ timeoutMs: 25_000 });
  const path = `${conversation}/messages`;

  const send = async () => {
    const body = { attachments: [{ media_id: mediaId }], client_msg_id: randomUUID() };
    return (await brian.post(path, body)).body;
  };

  const first = await send();
  await tribe.settled();
  const second = await send();
  expect((await brian.delete(`${path}/${first.id}`)).status).toBe(204);
  await tribe.settled();
  const [{ url }] = second.attachments;
  expect((await fetch(url)).status).toBe(200);

  expect((await brian.delete(`${path}/${second.id}`)).status).toBe(204);
  await tribe.settled();
  expect((await fetch(url)).status).toBe(404);
});
