import { MediaDeletedSchema, MediaSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { MediaDouble, type Person, startTribe, type Tribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson, outcomeOf, rowsOf, untilBlocked } from '../identity.test-support';

const profileImage = '/api/v1/users/me/profile-image';
const coverImage = '/api/v1/users/me/cover-image';

let tribe: Tribe;
let media: MediaDouble;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
  media = await MediaDouble.start(tribe);
});
afterAll(() => tribe.stop());

async function personWithPicture() {
  const person = await newPerson(tribe);
  const id = media.add(person.id, 'profile');
  expect((await person.patch(profileImage, { media_id: id })).status).toBe(200);
  await tribe.settled();

  return { person, id };
}

const shownTo = async (viewer: Person, { id }: Person) =>
  (await viewer.get(`/api/v1/users/${id}`)).body.profile_image_url;
const eventsOf = async ({ id }: Person) => {
  const sql = 'SELECT count(*)::int AS count FROM outbox WHERE entity_id = $1';
  return (await rowsOf(tribe, sql, [id]))[0].count;
};
const targetsOf = (calls: readonly { mediaId: string; target: string }[], id: string) =>
  calls.filter(({ mediaId }) => mediaId === id).map(({ target }) => target);

test('others see a profile picture, and media keeps it', async () => {
  const [person, viewer] = [await newPerson(tribe), await newPerson(tribe)];
  const id = media.add(person.id, 'profile');
  const { body } = await person.patch(profileImage, { media_id: id });
  expect(body).toEqual({
    profile_image_url: MediaDouble.urlOf(id),
    updated_at: expect.any(String),
  });
  expect(await shownTo(viewer, person)).toBe(MediaDouble.urlOf(id));
  await tribe.settled();
  expect(targetsOf(media.attached, id)).toEqual([`profile/${person.id}`]);
  const events = await eventsOf(person);
  expect((await person.patch(profileImage, { media_id: id })).body).toEqual(body);
  expect(await eventsOf(person)).toBe(events);
});

test('a cover picture is on the account', async () => {
  const person = await newPerson(tribe);
  const id = media.add(person.id, 'cover');
  const { body } = await person.patch(coverImage, { media_id: id });
  expect(body).toEqual({ cover_image_url: MediaDouble.urlOf(id), updated_at: expect.any(String) });
  const me = async () => (await person.get('/api/v1/users/me')).body;
  expect(await me()).toMatchObject({
    cover_image_url: MediaDouble.urlOf(id),
    profile_image_url: null,
  });
  expect((await person.delete(coverImage)).status).toBe(204);
  expect(await me()).toMatchObject({ cover_image_url: null });
});

test('a replaced picture is kept for a day, and a removed one ends at once', async () => {
  const { person, id } = await personWithPicture();
  const next = media.add(person.id, 'profile');
  await person.patch(profileImage, { media_id: next });
  await tribe.settled();
  const ends = () => media.detached.filter(({ mediaId }) => [id, next].includes(mediaId));
  expect(ends()).toMatchObject([{ mediaId: id, deleteUnused: false }]);

  for (let call = 0; call < 2; call++) expect((await person.delete(profileImage)).status).toBe(204);
  await tribe.settled();
  expect(ends().slice(1)).toMatchObject([{ mediaId: next, deleteUnused: true }]);
  expect(await shownTo(person, person)).toBeNull();
});

test.each([
  ['of another user', () => media.add(newId(), 'profile'), [404, 'MEDIA_NOT_FOUND']],
  ['for another purpose', (id: string) => media.add(id, 'cover'), [404, 'MEDIA_NOT_FOUND']],
  ['that does not exist', () => newId(), [404, 'MEDIA_NOT_FOUND']],
  [
    'in processing',
    (id: string) => media.add(id, 'profile', { state: 'processing' }),
    [409, 'MEDIA_NOT_READY'],
  ],
  ['without a valid id', () => '1', [422, 'VALIDATION_FAILED']],
])('media %s is refused, and nothing changes', async (_what, idOf, outcome) => {
  const { person, id } = await personWithPicture();
  const events = await eventsOf(person);
  expect(outcomeOf(await person.patch(profileImage, { media_id: idOf(person.id) }))).toEqual(
    outcome,
  );
  expect(await eventsOf(person)).toBe(events);
  expect(await shownTo(person, person)).toBe(MediaDouble.urlOf(id));
});

test('a picture whose media is deleted is shown no longer', async () => {
  const [{ person, id }, viewer] = [await personWithPicture(), await newPerson(tribe)];
  const publish = (mediaId: string) =>
    tribe.publishAs(
      'media',
      eventOf(MediaDeletedSchema, {
        entityId: mediaId,
        entityVersion: 3,
        data: { mediaId, ownerId: person.id },
      }),
    );
  await publish(newId());
  await tribe.settled();
  expect(await shownTo(viewer, person)).toBe(MediaDouble.urlOf(id));
  await publish(id);
  await tribe.settled();
  expect(await shownTo(viewer, person)).toBeNull();
});

test('a picture whose media is deleted before it is kept is shown no longer', async () => {
  const { person, id } = await personWithPicture();
  const next = media.add(person.id, 'profile');
  await rowsOf(tribe, 'BEGIN');
  await rowsOf(tribe, 'SELECT FROM users WHERE id = $1 FOR UPDATE', [person.id]);
  const changing = person.patch(profileImage, { media_id: next });
  await untilBlocked(tribe);
  media.delete(next);
  await rowsOf(tribe, 'COMMIT');
  expect((await changing).status).toBe(200);
  await tribe.settled();
  expect(await shownTo(person, person)).toBeNull();
  expect(targetsOf(media.detached, id)).toHaveLength(1);
});

test('a replay of media renews the URLs of pictures', async () => {
  const { person, id } = await personWithPicture();
  const publicUrl = `https://new.tribe.test/${id}.jpg`;
  const data = { media: { id, ownerId: person.id, purpose: 'profile', publicUrl } };
  await tribe.publishAs(
    'media',
    eventOf(MediaSnapshottedSchema, { entityId: id, entityVersion: 3, data }),
  );
  await tribe.settled();
  expect(await shownTo(person, person)).toBe(publicUrl);
});
