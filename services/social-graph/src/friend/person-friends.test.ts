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

describe('whose friends are shown', () => {
  test('those of a friend, newest friendship first, with what they have in common with me', async () => {
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

  test('those of somebody whose profile is for everyone, to strangers too', async () => {
    await show(brian, ProfileVisibility.EVERYONE);
    expect(await shown(derrick, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });

  test('my own, whatever my profile', async () => {
    await show(brian, ProfileVisibility.PRIVATE);
    expect(await shown(brian, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });

  test.each([ProfileVisibility.FRIENDS_ONLY, ProfileVisibility.PRIVATE])(
    'to strangers, somebody whose profile is not for them is nobody: %s',
    async (visibility) => {
      await show(brian, visibility);
      const hidden = await friendsOf(derrick, brian);
      const unknown = await friendsOf(derrick, { id: randomUUID() });
      expect(hidden).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
      expect({ ...unknown.body, request_id: '' }).toEqual({ ...hidden.body, request_id: '' });
    },
  );

  test('those of a friend no more once we parted, or one blocked the other', async () => {
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

  test('nobody’s, when the account is gone', async () => {
    await announcePrivacy(tribe, brian, {}, false);
    expect((await friendsOf(alvin, brian)).body.code).toBe('USER_NOT_FOUND');
  });
});

describe('who is left out without a trace', () => {
  test('whom I blocked, and who blocked me', async () => {
    const [elvis] = (await circle.people(1)) as [Person];
    await circle.befriend(brian, elvis);
    await block(alvin, clarie);
    expect(await shown(alvin, brian)).toEqual([[elvis.id, alvin.id], 2]);
    expect(await shown(clarie, brian)).toEqual([[elvis.id, clarie.id], 2]);
    expect(await shown(elvis, brian)).toEqual([[elvis.id, clarie.id, alvin.id], 3]);
  });

  test('whose account is gone', async () => {
    await announcePrivacy(tribe, clarie, {}, false);
    expect(await shown(alvin, brian)).toEqual([[alvin.id], 1]);
  });

  test('who shows strangers nothing, unless we are friends or it is me', async () => {
    await show(clarie, ProfileVisibility.PRIVATE);
    expect(await shown(alvin, brian)).toEqual([[alvin.id], 1]);
    expect(await shown(clarie, brian)).toEqual([[clarie.id, alvin.id], 2]);
    await circle.befriend(clarie, alvin);
    expect(await shown(alvin, brian)).toEqual([[clarie.id, alvin.id], 2]);
  });
});

test('pages follow each other by cursor and by number; a cursor of one person’s friends is refused for another’s', async () => {
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

test('bad input and strangers are refused', async () => {
  expect((await friendsOf(alvin, brian, '?limit=0')).body.code).toBe('VALIDATION_FAILED');
  expect((await friendsOf(alvin, { id: 'nobody' })).body.code).toBe('VALIDATION_FAILED');
  expect((await tribe.client().get(`/api/v1/users/${brian.id}/friends`)).status).toBe(401);
});
