import { UserSnapshottedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { Circle, ids, walk } from './friend.test-support';
import { presence, realtime } from './presence.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime, socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

describe('presence', () => {
  afterEach(() => {
    presence.delayMs = 0;
  });

  test('when realtime is slow, shows friends as offline without waiting for it', async () => {
    const [me, friend] = await circle.friends(2);
    presence.seen.set(friend!.id, { isOnline: true });
    presence.delayMs = 60_000;
    for (const sort of ['recent', 'active']) {
      const startedAt = performance.now();
      const { body } = await me.get(`/api/v1/friends?sort=${sort}`);
      expect(body.friends).toMatchObject([
        { id: friend!.id, is_online: false, last_seen_at: null },
      ]);
      expect(performance.now() - startedAt).toBeLessThan(15_000);
    }
  });

  test('when realtime is down, shows friends as offline', async () => {
    const [me, friend] = await circle.friends(2);
    presence.seen.set(friend!.id, { isOnline: true });
    await tribe.stopService('realtime');
    expect((await me.get('/api/v1/friends')).body.friends).toMatchObject([
      { id: friend!.id, is_online: false },
    ]);
    await tribe.startService('realtime');
    await eventually(
      async () => (await me.get('/api/v1/friends')).body.friends[0].is_online === true,
    );
  });
});

describe('online friends', () => {
  test('lists online friends only, most recent friendship first, by cursor and by page', async () => {
    const [me, ...friends] = await circle.friends(6);
    for (const [index, friend] of friends.entries())
      presence.seen.set(friend.id, { isOnline: index !== 2 });
    const online = ids(friends).toReversed().toSpliced(2, 1);
    const { body } = await me.get('/api/v1/friends/online');
    expect(body.friends.map(({ id }: { id: string }) => id)).toEqual(online);
    expect(body.friends[0]).toMatchObject({ is_online: true });
    expect(body.pagination).toMatchObject({ total: 4, has_more: false });
    expect(await walk(me, '/api/v1/friends/online?', 3)).toEqual(online);
    const second = await me.get('/api/v1/friends/online?limit=3&page=2');
    expect(second.body.friends.map(({ id }: { id: string }) => id)).toEqual(online.slice(3));
  });

  test('a friend who hides the online status is offline and was never seen in every list', async () => {
    const [me, friend] = (await circle.friends(2)) as [Person, Person];
    presence.seen.set(friend.id, { isOnline: true, lastSeenAt: new Date() });
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
