import { setTimeout as sleep } from 'node:timers/promises';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Module } from '@nestjs/common';
import { FriendListService, type GetPresenceRequest, PresenceService, UserSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Rpc, RpcController, RpcMethod, RpcModule } from '@tribe/rpc';
import { baseConfig, defineService, newId } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { accept, ask, Circle, friendsOf, requests, unfriend } from './friend.test-support';

/** Who is online, as realtime would know it. */
const seen = new Map<string, { isOnline: boolean; lastSeenAt?: Date }>();
/** How long it takes realtime to answer, in milliseconds. */
let delayMs = 0;

@RpcController()
class PresenceRpc {
  @RpcMethod(PresenceService.method.getPresence)
  async getPresence({ userIds }: GetPresenceRequest) {
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
    const presences = userIds.map((userId) => {
      const { isOnline = false, lastSeenAt } = seen.get(userId) ?? {};
      return { userId, isOnline, ...(lastSeenAt && { lastSeenAt: timestampFromDate(lastSeenAt) }) };
    });
    return { presences };
  }
}

@Module({ imports: [RpcModule], controllers: [PresenceRpc] })
class RealtimeModule {}

const realtime = defineService({ name: 'realtime', module: RealtimeModule, config: baseConfig });

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime, socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

/** Makes somebody with friends. Anybody can be asked by a friend of a friend, so all of them go through the first. */
async function personWithFriends(number: number): Promise<[Person, ...Person[]]> {
  const [me, ...friends] = (await circle.people(number + 1)) as [Person, ...Person[]];
  for (const friend of friends) await circle.befriend(me, friend);
  return [me, ...friends];
}

const ids = (people: readonly Person[]) => people.map(({ id }) => id);

/** Follows the cursors of a list to its end. */
async function walk(person: Person, path: string, limit: number, onPage?: () => Promise<unknown>): Promise<string[]> {
  const met: string[] = [];
  for (let cursor = ''; ;) {
    const { status, body } = await person.get(`${path}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    const items: { id: string }[] = body.friends ?? body.requests;
    met.push(...items.map(({ id }) => id));
    expect(body.pagination.has_more).toBe(body.pagination.next_cursor !== null);
    if (!body.pagination.has_more) return met;
    cursor = body.pagination.next_cursor;
    await onPage?.();
  }
}

describe('a friend list', () => {
  test('of somebody new is empty', async () => {
    const [brian] = await personWithFriends(0);
    expect((await brian.get('/api/v1/friends')).body).toEqual({
      friends: [],
      pagination: { page: 1, limit: 20, total: 0, total_pages: 0, has_more: false, next_cursor: null },
    });
  });

  test('shows who they are, whether they are here, since when they are friends and how many friends are shared', async () => {
    const [brian, alvin] = await personWithFriends(2);
    const lastSeenAt = new Date('2026-11-19T20:00:00Z');
    seen.set(alvin!.id, { isOnline: true, lastSeenAt });
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

  test('counts the friends two have in common', async () => {
    const [brian, alvin, clarie, derrick] = await personWithFriends(3);
    await circle.befriend(alvin!, clarie!);
    await circle.befriend(alvin!, derrick!);
    const counted = async (person: Person) =>
      Object.fromEntries(
        (await person.get('/api/v1/friends')).body.friends.map(
          (friend: { id: string; mutual_friends_count: number }) => [friend.id, friend.mutual_friends_count],
        ),
      );
    expect(await counted(brian)).toEqual({ [alvin!.id]: 2, [clarie!.id]: 1, [derrick!.id]: 1 });
    expect(await counted(clarie!)).toEqual({ [brian.id]: 1, [alvin!.id]: 1 });
  });

  test('does not show friends of others, nor who was only asked', async () => {
    const [brian, alvin] = await personWithFriends(1);
    const [stranger] = (await circle.people(1)) as [Person];
    await ask(brian, stranger);
    expect(await friendsOf(brian)).toEqual([alvin!.id]);
    expect(await friendsOf(stranger)).toEqual([]);
  });
});

describe('the order', () => {
  test('is most recent friendship first, unless asked otherwise', async () => {
    const [me, ...friends] = await personWithFriends(3);
    expect(await friendsOf(me)).toEqual(ids(friends).toReversed());
    expect(await friendsOf(me, '?sort=recent')).toEqual(ids(friends).toReversed());
  });

  test('by name is the one people expect, whatever the case and the accents', async () => {
    const [me] = (await circle.people(1)) as [Person];
    const names = ['Zoë Adams', 'adam Zed', 'Émile Brun', 'Eva Cole', 'Brian Okuku', 'adam Abel'];
    const named = new Map<string, string>();
    for (const fullName of names) {
      const id = newId();
      named.set(id, fullName);
      await tribe.announceUser({ id, username: `user${named.size}`, fullName });
    }
    await tribe.settled();
    for (const id of named.keys()) {
      const { body } = await ask(me, { id });
      const client = tribe.client({ token: tribe.tokens.sign({ user_id: id }) });
      expect((await client.put(`${requests}/${body.id}/accept`)).status).toBe(200);
    }
    expect((await friendsOf(me, '?sort=alphabetical')).map((id) => named.get(id))).toEqual([
      'adam Abel',
      'adam Zed',
      'Brian Okuku',
      'Émile Brun',
      'Eva Cole',
      'Zoë Adams',
    ]);
    const walked = await walk(me, '/api/v1/friends?sort=alphabetical', 2);
    expect(walked).toEqual(await friendsOf(me, '?sort=alphabetical'));
  });

  test('by activity shows who is online, then who was seen last, then the newer friends', async () => {
    const [me, oldest, older, seenLongAgo, seenToday, online] = await personWithFriends(5);
    seen.set(online!.id, { isOnline: true });
    seen.set(seenToday!.id, { isOnline: false, lastSeenAt: new Date('2026-11-20T08:00:00Z') });
    seen.set(seenLongAgo!.id, { isOnline: false, lastSeenAt: new Date('2026-01-02T08:00:00Z') });
    const order = ids([online!, seenToday!, seenLongAgo!, older!, oldest!]);
    expect((await friendsOf(me, '?sort=active')).slice(0, 3)).toEqual(order.slice(0, 3));
    expect((await walk(me, '/api/v1/friends?sort=active', 2)).toSorted()).toEqual(order.toSorted());
  });
});

describe('pages', () => {
  test.each(['recent', 'alphabetical', 'active'])('by number and by cursor show everybody once (%s)', async (sort) => {
    const [me, ...friends] = await personWithFriends(7);
    const all = await friendsOf(me, `?sort=${sort}`);
    expect(all.toSorted()).toEqual(ids(friends).toSorted());
    expect(await walk(me, `/api/v1/friends?sort=${sort}`, 3)).toEqual(all);
    const pages = [];
    for (const page of [1, 2, 3, 4]) pages.push(...(await friendsOf(me, `?sort=${sort}&limit=3&page=${page}`)));
    expect(pages).toEqual(all);
    const { body } = await me.get(`/api/v1/friends?sort=${sort}&limit=3&page=3`);
    expect(body.pagination).toMatchObject({ page: 3, total: 7, total_pages: 3, has_more: false });
  });

  test('a walk loses nobody and meets nobody twice while friends come and go', async () => {
    const [me, ...friends] = await personWithFriends(9);
    const newcomers = await circle.people(3);
    const leaving = friends.slice(0, 2);
    const met = await walk(me, '/api/v1/friends?sort=recent', 2, async () => {
      const [newcomer, leaver] = [newcomers.pop(), leaving.pop()];
      if (newcomer) await circle.befriend(me, newcomer);
      if (leaver) await unfriend(me, leaver);
    });
    expect(new Set(met).size).toBe(met.length);
    expect(met).toEqual(expect.arrayContaining(ids(friends.slice(2))));
  });

  test('a cursor is good for the list it came from only', async () => {
    const [me] = await personWithFriends(2);
    const { next_cursor } = (await me.get('/api/v1/friends?limit=1')).body.pagination;
    for (const other of [
      '/api/v1/friends?sort=active',
      '/api/v1/friends?sort=alphabetical',
      `${requests}?direction=incoming`,
    ]) {
      const { status, body } = await me.get(`${other}&cursor=${next_cursor}`);
      expect([status, body.code]).toEqual([400, 'CURSOR_INVALID']);
    }
  });

  test('requests are walked the same way, in both directions', async () => {
    const [me, ...others] = (await circle.people(6)) as [Person, ...Person[]];
    const sent: string[] = [];
    const received: string[] = [];
    for (const [index, other] of others.entries()) {
      const { body } = index % 2 ? await ask(me, other) : await ask(other, me);
      (index % 2 ? sent : received).push(body.id);
    }
    expect(await walk(me, `${requests}?direction=outgoing`, 1)).toEqual(sent.toReversed());
    expect(await walk(me, `${requests}?direction=incoming`, 2)).toEqual(received.toReversed());
    expect((await me.get(`${requests}?limit=2`)).body.pagination).toMatchObject({
      total: 3,
      total_pages: 2,
      has_more: true,
    });
  });
});

describe('when realtime', () => {
  afterEach(() => {
    delayMs = 0;
  });

  test('is slow, friends are shown as offline, and soon', async () => {
    const [me, friend] = await personWithFriends(1);
    seen.set(friend!.id, { isOnline: true });
    delayMs = 5_000;
    for (const sort of ['recent', 'active']) {
      const startedAt = performance.now();
      const { body } = await me.get(`/api/v1/friends?sort=${sort}`);
      expect(body.friends).toMatchObject([{ id: friend!.id, is_online: false, last_seen_at: null }]);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
  });

  test('is not there, friends are shown as offline', async () => {
    const [me, friend] = await personWithFriends(1);
    seen.set(friend!.id, { isOnline: true });
    await tribe.stopService('realtime');
    expect((await me.get('/api/v1/friends')).body.friends).toMatchObject([{ id: friend!.id, is_online: false }]);
    await tribe.startService('realtime');
    await eventually(async () => (await me.get('/api/v1/friends')).body.friends[0].is_online === true);
  });
});

describe('other services', () => {
  const somebody = '01939a00-0000-7000-8000-000000000001';
  const friendIds = (userId: string, limit: number) =>
    tribe
      .service('realtime')
      .app.get(Rpc, { strict: false })
      .client(FriendListService)
      .listFriendIds({ userId, limit });

  test('get the ids of friends, most recent first', async () => {
    const [me, ...friends] = await personWithFriends(3);
    expect((await friendIds(me.id, 5_000)).friendIds).toEqual(ids(friends).toReversed());
    expect((await friendIds(me.id, 1)).friendIds).toEqual([friends.at(-1)?.id]);
    expect((await friendIds(newId(), 10)).friendIds).toEqual([]);
  });

  test.each([
    ['no id', 10],
    [somebody, 0],
    [somebody, -1],
    [somebody, 5_001],
  ])('are refused for %s with limit %s', async (userId, limit) => {
    await expect(friendIds(userId, limit)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

test('a request whose sender is gone is not shown', async () => {
  const [brian, alvin] = (await circle.people(2)) as [Person, Person];
  const { body } = await ask(brian, alvin);
  await circle.rows('UPDATE user_cards SET is_active = false WHERE user_id = $1', [brian.id]);
  expect((await alvin.get(requests)).body.requests).toEqual([]);
  await accept(alvin, body.id);
  expect(await friendsOf(alvin)).toEqual([]);
});

describe('friends who are online', () => {
  test('only they are listed, most recent friendship first, page by page', async () => {
    const [me, ...friends] = await personWithFriends(5);
    for (const [index, friend] of friends.entries()) seen.set(friend.id, { isOnline: index !== 2 });
    const online = ids(friends).toReversed().toSpliced(2, 1);
    const { body } = await me.get('/api/v1/friends/online');
    expect(body.friends.map(({ id }: { id: string }) => id)).toEqual(online);
    expect(body.friends[0]).toMatchObject({ is_online: true });
    expect(body.pagination).toMatchObject({ total: 4, has_more: false });
    expect(await walk(me, '/api/v1/friends/online?', 3)).toEqual(online);
    const second = await me.get('/api/v1/friends/online?limit=3&page=2');
    expect(second.body.friends.map(({ id }: { id: string }) => id)).toEqual(online.slice(3));
  });

  test('somebody who lets nobody see it is offline in every list, and was never seen', async () => {
    const [me, friend] = (await personWithFriends(1)) as [Person, Person];
    seen.set(friend.id, { isOnline: true, lastSeenAt: new Date() });
    const user = { id: friend.id, username: friend.username, fullName: friend.fullName };
    const data = { user, isActive: true, privacy: { onlineStatusVisible: false } };
    const event = eventOf(UserSnapshottedSchema, { entityId: friend.id, entityVersion: 2, data });
    await tribe.publishAs('identity', event);
    await tribe.settled();
    expect((await me.get('/api/v1/friends/online')).body.friends).toEqual([]);
    for (const sort of ['recent', 'active']) {
      const { body } = await me.get(`/api/v1/friends?sort=${sort}`);
      expect(body.friends).toMatchObject([{ id: friend.id, is_online: false, last_seen_at: null }]);
    }
  });
});
