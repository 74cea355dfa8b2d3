import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { media } from '@tribe/media';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { uploadPicture } from './upload-picture';

const profileImage = '/api/v1/users/me/profile-image';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity, goals, media, gateway] });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
});
afterAll(() => tribe.stop());

test('friends see an uploaded picture on cards of other services, and a removed one is gone', async () => {
  const goal = { title: 'Trip', goal_type: 'group', participant_ids: [alvin.id] };
  const { id } = (await brian.post('/api/v1/goals', goal)).body;
  const mediaId = await uploadPicture(brian, 'profile');
  await tribe.settled({ timeoutMs: 25_000 });
  const { status, body } = await brian.patch(profileImage, { media_id: mediaId });
  expect(status).toBe(200);
  await tribe.settled();

  const cards = JSON.stringify((await alvin.get(`/api/v1/goals/${id}`)).body);
  expect(cards).toContain(body.profile_image_url);
  const { pathname } = new URL(body.profile_image_url);
  const answer = await tribe.client().get(pathname);
  expect(answer.status).toBe(302);
  const picture = await fetch(answer.headers['location'] ?? '');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

  expect((await brian.delete(profileImage)).status).toBe(204);
  await tribe.settled();
  expect((await tribe.client().get(pathname)).status).toBe(404);
  expect((await fetch(answer.headers['location'] ?? '')).status).toBe(404);
  expect(JSON.stringify((await alvin.get(`/api/v1/goals/${id}`)).body)).not.toContain(pathname);
});
