import { randomUUID } from 'node:crypto';
import { ProfileVisibility } from '@tribe/contracts';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { block } from '../block/block.test-support';
import { announcePrivacy, Circle, unfriend } from './friend.test-support';

let tribe: Tribe;
let circle: Circle;
/** Brian is a friend of Alvin and Clarie; Derrick is a stranger to them all. */
let brian: Person;
let alvin: Person;
let clarie: Person;
let derrick: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());
beforeEach(async () => {
  [brian, alvin, clarie, derrick] = (await circle.people(4)) as [Person, Person, Person, Person];
  await circle.befriend(brian, alvin);
  await circle.befriend(brian, clarie);
});

const friendsOf = (viewer: Person, { id }: { id: string }, query = '') =>
  viewer.get(`/api/v1/users/${id}/friends${query}`);

/** Ids in the order of the list, and how many it says there are. */
async function shown(viewer: Person, person: Person): Promise<[string[], number]> {
  const { body } = await friendsOf(viewer, person);
  return [body.friends.map(({ id }: { id: string }) => id), body.pagination.total];
}

const show = (person: Person, profileVisibility: ProfileVisibility) =>
  announcePrivacy(tribe, person, { profileVisibility });

describe('the friends of a user', () => {
  test('are listed to a friend, newest friendship first, with mutual friends', async () => {
    await circle.befriend(alvin, clarie);
    const { status, body } = await friendsOf(alvin, brian);
    expect(status).toBe(200);
    expect(body).toEqual({
      friends: [
        {
          id: clarie.id,
          username: clarie.username,
          full_name: clarie.fullName,
          profile_image_url: null,
          is_friend: true,
          mutual_friends_count: 1,
        },
        {
          id: alvin.id,
          username: alvin.username,
          full_name: alvin.fullName,
          profile_image_url: null,
          is_friend: false,
          mutual_friends_count: 0,
        },
      ],
      pagination: {
        page: 1,
        limit: 20,
        total: 2,
        total_pages: 1,
        has_more: false,
        next_cursor: null,
      },
    });
  });

  test('are listed to strangers when the profile is visible to everyone', async () => {
    await show(brian, ProfileVisibility.EVERYONE);
    expect(await shown(derrick, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });

  test('are listed to the user, also with a private profile', async () => {
    await show(brian, ProfileVisibility.PRIVATE);
    expect(await shown(brian, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });

  test.each([ProfileVisibility.FRIENDS_ONLY, ProfileVisibility.PRIVATE])(
    'are 404 for strangers like those of an unknown user, with the profile visibility %s',
    async (visibility) => {
      await show(brian, visibility);
      const hidden = await friendsOf(derrick, brian);
      const unknown = await friendsOf(derrick, { id: randomUUID() });
      expect(hidden).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
      expect({ ...unknown.body, request_id: '' }).toEqual({ ...hidden.body, request_id: '' });
    },
  );

  test('are 404 after the friendship ended, and for hidden users', async () => {
    await unfriend(alvin, brian);
    await show(brian, ProfileVisibility.EVERYONE);
    await block(brian, clarie);
    expect((await friendsOf(alvin, brian)).status).toBe(200);
    expect([
      (await friendsOf(clarie, brian)).status,
      (await friendsOf(brian, clarie)).status,
    ]).toEqual([404, 404]);
    await show(brian, ProfileVisibility.FRIENDS_ONLY);
    expect((await friendsOf(alvin, brian)).status).toBe(404);
  });

  test('are 404 when the account is closed', async () => {
    await announcePrivacy(tribe, brian, {}, false);
    expect((await friendsOf(alvin, brian)).body.code).toBe('USER_NOT_FOUND');
  });
});

describe('the list leaves out and does not count', () => {
  test('users hidden from the viewer', async () => {
    const [elvis] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, elvis);
    await block(alvin, clarie);
    expect(await shown(alvin, brian)).toEqual([[elvis.id, alvin.id], 2]);
    expect(await shown(clarie, brian)).toEqual([[elvis.id, clarie.id], 2]);
    expect(await shown(elvis, brian)).toEqual([[elvis.id, clarie.id, alvin.id], 3]);
  });

  test('closed accounts', async () => {
    await announcePrivacy(tribe, clarie, {}, false);
    expect(await shown(alvin, brian)).toEqual([[alvin.id], 1]);
  });

  test('private profiles, except of friends and of the viewer', async () => {
    await show(clarie, ProfileVisibility.PRIVATE);
    expect(await shown(alvin, brian)).toEqual([[alvin.id], 1]);
    expect(await shown(clarie, brian)).toEqual([[clarie.id, alvin.id], 2]);
    await circle.befriend(clarie, alvin);
    expect(await shown(alvin, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });
});

test('pages by cursor and by number, and refuses a cursor of another user', async () => {
  const others = await circle.people(3);
  for (const other of others) await circle.befriend(brian, other);
  const all = [...others.map(({ id }) => id).toReversed(), clarie.id, alvin.id];
  expect(await shown(alvin, brian)).toEqual([all, 5]);
  const first = await friendsOf(alvin, brian, '?limit=2');
  expect(first.body.pagination).toMatchObject({ total: 5, total_pages: 3, has_more: true });
  const cursor = first.body.pagination.next_cursor;
  const second = await friendsOf(alvin, brian, `?limit=10&cursor=${cursor}`);
  expect(second.body.friends.map(({ id }: { id: string }) => id)).toEqual(all.slice(2));
  const byNumber = await friendsOf(alvin, brian, '?limit=2&page=2');
  expect(byNumber.body.friends.map(({ id }: { id: string }) => id)).toEqual(all.slice(2, 4));
  expect((await friendsOf(brian, alvin, `?cursor=${cursor}`)).body.code).toBe('CURSOR_INVALID');
});

test('refuses invalid input with 422 and requests without a token with 401', async () => {
  expect((await friendsOf(alvin, brian, '?limit=0')).body.code).toBe('VALIDATION_FAILED');
  expect((await friendsOf(alvin, { id: 'nobody' })).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(`/api/v1/users/${brian.id}/friends`)).status).toBe(401);
});
