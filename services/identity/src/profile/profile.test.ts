import { randomUUID } from 'node:crypto';
import { FriendshipEndedSchema, FriendshipStatus } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { type Person, type Tribe, startTribe } from '@tribe/testing';
import { identity } from '..';
import { newPerson } from '../identity.test-support';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [identity] });
});
afterAll(() => tribe.stop());

const pathOf = ({ id }: Pick<Person, 'id'>) => `/api/v1/users/${id}`;
const show = (person: Person, profile_visibility: string) =>
  person.put('/api/v1/settings/privacy', { profile_visibility });

async function endFriendship(id: string, requester: Person, addressee: Person): Promise<void> {
  const friendship = {
    id,
    requesterId: requester.id,
    addresseeId: addressee.id,
    status: FriendshipStatus.ENDED,
  };
  await tribe.publishAs(
    'social-graph',
    eventOf(FriendshipEndedSchema, { entityId: id, entityVersion: 2, data: { friendship } }),
  );
}

const cardOf = (person: Person) => ({
  id: person.id,
  username: person.username,
  full_name: person.fullName,
  profile_image_url: null,
});
const profileOf = (person: Person) => ({
  ...cardOf(person),
  bio: 'Runs at dawn',
  cover_image_url: null,
  goals_achieved: 0,
  photos_shared: 0,
  is_verified: false,
  created_at: expect.any(String),
});

async function personWithBio() {
  const person = await newPerson(tribe);
  await person.patch('/api/v1/users/me', { bio: 'Runs at dawn' });
  return person;
}

test('shows a stranger only the card of a profile for friends', async () => {
  const [person, stranger] = [await personWithBio(), await newPerson(tribe)];
  expect(await stranger.get(pathOf(person))).toMatchObject({ status: 200 });
  expect((await stranger.get(pathOf(person))).body).toEqual(cardOf(person));
  expect(await stranger.get(`${pathOf(person)}/stats`)).toMatchObject({
    status: 404,
    body: { code: 'USER_NOT_FOUND' },
  });
});

test('shows a stranger a profile for everyone', async () => {
  const [person, stranger] = [await personWithBio(), await newPerson(tribe)];
  await show(person, 'everyone');
  expect((await stranger.get(pathOf(person))).body).toEqual(profileOf(person));
  expect((await stranger.get(`${pathOf(person)}/stats`)).body).toEqual({
    user_id: person.id,
    goals_achieved: 0,
    photos_shared: 0,
  });
});

test('returns the same response for a private profile and an unknown user', async () => {
  const [person, stranger] = [await personWithBio(), await newPerson(tribe)];
  await show(person, 'private');
  for (const path of ['', '/stats']) {
    const hidden = await stranger.get(`${pathOf(person)}${path}`);
    const unknown = await stranger.get(`/api/v1/users/${randomUUID()}${path}`);
    expect(hidden).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    expect({ ...unknown.body, request_id: '', instance: '' }).toEqual({
      ...hidden.body,
      request_id: '',
      instance: '',
    });
  }
});

test.each(['everyone', 'friends_only', 'private'])(
  'shows a profile for %s to friends until the friendship ends',
  async (visibility) => {
    const [person, friend] = [await personWithBio(), await newPerson(tribe)];
    await show(person, visibility);
    const id = await tribe.befriend(person, friend);
    await tribe.settled();
    expect((await friend.get(pathOf(person))).body).toEqual(profileOf(person));
    expect((await friend.get(`${pathOf(person)}/stats`)).status).toBe(200);
    await endFriendship(id, person, friend);
    await tribe.settled();
    const after = await friend.get(pathOf(person));
    expect(after.body.bio).toBe(visibility === 'everyone' ? 'Runs at dawn' : undefined);
    expect(after.status).toBe(visibility === 'private' ? 404 : 200);
  },
);

test('shows the caller their own private profile', async () => {
  const person = await personWithBio();
  await show(person, 'private');
  expect((await person.get(pathOf(person))).body).toEqual(profileOf(person));
  expect((await person.get(pathOf({ id: person.id.toUpperCase() }))).body).toEqual(
    profileOf(person),
  );
});

test('refuses a request without a token with 401', async () => {
  const person = await newPerson(tribe);
  await show(person, 'everyone');
  for (const path of [
    pathOf(person),
    `${pathOf(person)}/stats`,
    '/api/v1/users/me',
    '/api/v1/users/me/stats',
  ])
    expect((await tribe.client().get(path)).status).toBe(401);
});

test.each(['1', '%27%20OR%201=1--', 'x'.repeat(3_000)])(
  'refuses the statistics of %s with a 4xx problem',
  async (id) => {
    const answer = await (await tribe.person('brian')).get(`/api/v1/users/${id}/stats`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toMatchObject({ code: expect.any(String) });
  },
);
