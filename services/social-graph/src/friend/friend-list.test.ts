import { FriendListService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  accept,
  announcePrivacy,
  sendRequest,
  Circle,
  friendsOf,
  ids,
  requests,
} from './friend.test-support';
import { presence, realtime } from './presence.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime, socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

describe('a friend list', () => {
  test('of a new user is empty', async () => {
    const [brian] = await circle.friends(1);
    expect((await brian.get('/api/v1/friends')).body).toEqual({
      friends: [],
      pagination: {
        page: 1,
        limit: 20,
        total: 0,
        total_pages: 0,
        has_more: false,
        next_cursor: null,
      },
    });
  });

  test('shows the card, the presence, the age of the friendship and the mutual friends', async () => {
    const [brian, alvin] = await circle.friends(3);
    const lastSeenAt = new Date('2026-11-19T20:00:00Z');
    presence.seen.set(alvin!.id, { isOnline: true, lastSeenAt });
    const { body } = await brian.get('/api/v1/friends?page=1&limit=20');
    expect(body.friends[1]).toEqual({
      id: alvin!.id,
      username: alvin!.username,
      full_name: alvin!.fullName,
      profile_image_url: null,
      is_online: true,
      last_seen_at: '2026-11-19T20:00:00.000Z',
      friendship_since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      mutual_friends_count: 0,
    });
    expect(body.friends[0]).toMatchObject({ is_online: false, last_seen_at: null });
    expect(body.pagination).toEqual({
      page: 1,
      limit: 20,
      total: 2,
      total_pages: 1,
      has_more: false,
      next_cursor: null,
    });
  });

  test('counts mutual friends', async () => {
    const [brian, alvin, clarie, derrick] = await circle.friends(4);
    await circle.befriend(alvin!, clarie!);
    await circle.befriend(alvin!, derrick!);
    const counted = async (person: Person) =>
      Object.fromEntries(
        (await person.get('/api/v1/friends')).body.friends.map(
          (friend: { id: string; mutual_friends_count: number }) => [
            friend.id,
            friend.mutual_friends_count,
          ],
        ),
      );
    expect(await counted(brian)).toEqual({ [alvin!.id]: 2, [clarie!.id]: 1, [derrick!.id]: 1 });
    expect(await counted(clarie!)).toEqual({ [brian.id]: 1, [alvin!.id]: 1 });
  });

  test('leaves out friends of others and open requests', async () => {
    const [brian, alvin] = await circle.friends(2);
    const [stranger] = (await circle.people(1)) as [Person];
    await sendRequest(brian, stranger);
    expect(await friendsOf(brian)).toEqual([alvin!.id]);
    expect(await friendsOf(stranger)).toEqual([]);
  });
});

/** Closes the account of a person. */
const closeAccount = (person: Person) => announcePrivacy(tribe, person, {}, false);

test.each(['recent', 'alphabetical', 'active'])(
  'leaves out friends with closed accounts and does not count them, sorted by %s',
  async (sort) => {
    const [brian, alvin, clarie, derrick] = await circle.friends(4);
    const page = async (query: string) => {
      const { body } = await brian.get(`/api/v1/friends?sort=${sort}&${query}`);
      const { total, total_pages: pages, has_more: more } = body.pagination;
      return { ids: body.friends.map(({ id }: { id: string }) => id), total, pages, more };
    };
    const all: string[] = (await page('limit=3')).ids;
    expect(all.toSorted()).toEqual(ids([alvin!, clarie!, derrick!]).toSorted());
    const [gone, ...others] = all;
    await closeAccount([alvin!, clarie!, derrick!].find(({ id }) => id === gone)!);
    expect(await page('limit=1&page=1')).toEqual({
      ids: others.slice(0, 1),
      total: 2,
      pages: 2,
      more: true,
    });
    expect(await page('limit=1&page=2')).toEqual({
      ids: others.slice(1),
      total: 2,
      pages: 2,
      more: false,
    });
  },
);

test.each(['incoming', 'outgoing'])(
  'leaves out %s requests of closed accounts and does not count them',
  async (direction) => {
    const [brian, alvin, clarie] = (await circle.people(3)) as [Person, Person, Person];
    for (const other of [alvin, clarie])
      await (direction === 'incoming' ? sendRequest(other, brian) : sendRequest(brian, other));
    await closeAccount(clarie);
    const { body } = await brian.get(`${requests}?direction=${direction}&limit=1`);
    expect(body).toMatchObject({
      requests: [{ user: { id: alvin.id } }],
      pagination: { total: 1, total_pages: 1, has_more: false },
    });
  },
);

test('leaves out a request whose requester has a closed account', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const { body } = await sendRequest(brian, alvin);
  await circle.rows('UPDATE user_cards SET is_active = false WHERE user_id = $1', [brian.id]);
  expect((await alvin.get(requests)).body.requests).toEqual([]);
  await accept(alvin, body.id);
  expect(await friendsOf(alvin)).toEqual([]);
});

describe('other services', () => {
  const unknownId = '01939a00-0000-7000-8000-000000000001';
  const friendIds = (userId: string, limit: number) =>
    tribe
      .service('realtime')
      .app.get(Rpc, { strict: false })
      .client(FriendListService)
      .listFriendIds({ userId, limit });

  test('get the ids of friends, most recent friendship first', async () => {
    const [me, ...friends] = await circle.friends(4);
    expect((await friendIds(me.id, 5_000)).friendIds).toEqual(ids(friends).toReversed());
    expect((await friendIds(me.id, 1)).friendIds).toEqual([friends.at(-1)?.id]);
    expect((await friendIds(newId(), 10)).friendIds).toEqual([]);
  });

  test.each([
    ['no id', 10],
    [unknownId, 0],
    [unknownId, -1],
    [unknownId, 5_001],
  ])('get VALIDATION_FAILED for the user id %s with limit %s', async (userId, limit) => {
    await expect(friendIds(userId, limit)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
