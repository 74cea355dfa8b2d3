import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import {
  sendRequest,
  Circle,
  friendsOf,
  ids,
  requests,
  unfriend,
  walk,
} from './friend.test-support';
import { presence, realtime } from './presence.test-support';

let tribe: Tribe;
let circle: Circle;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime, socialGraph] });
  circle = new Circle(tribe);
});
afterAll(() => tribe.stop());

describe('the order', () => {
  test('is most recent friendship first by default', async () => {
    const [me, ...friends] = await circle.friends(4);
    expect(await friendsOf(me)).toEqual(ids(friends).toReversed());
    expect(await friendsOf(me, '?sort=recent')).toEqual(ids(friends).toReversed());
  });

  test('by name ignores case and accents', async () => {
    const [me] = (await circle.people(1)) as [Person];
    const names = ['Zoë Adams', 'adam Zed', 'Émile Brun', 'Eva Cole', 'Brian Okuku', 'adam Abel'];
    const nameOf = new Map<string, string>();
    for (const fullName of names) {
      const id = newId();
      nameOf.set(id, fullName);
      await tribe.announceUser({ id, username: `user${nameOf.size}`, fullName });
    }
    await tribe.settled();
    for (const id of nameOf.keys()) {
      const { body } = await sendRequest(me, { id });
      const client = tribe.client({ token: tribe.tokens.sign({ user_id: id }) });
      expect((await client.put(`${requests}/${body.id}/accept`)).status).toBe(200);
    }
    expect((await friendsOf(me, '?sort=alphabetical')).map((id) => nameOf.get(id))).toEqual([
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

  test('by activity shows online friends, then those seen last, then newer friendships', async () => {
    const [me, oldest, older, seenLongAgo, seenToday, online] = await circle.friends(6);
    presence.seen.set(online!.id, { isOnline: true });
    presence.seen.set(seenToday!.id, {
      isOnline: false,
      lastSeenAt: new Date('2026-11-20T08:00:00Z'),
    });
    presence.seen.set(seenLongAgo!.id, {
      isOnline: false,
      lastSeenAt: new Date('2026-01-02T08:00:00Z'),
    });
    const order = ids([online!, seenToday!, seenLongAgo!, older!, oldest!]);
    expect((await friendsOf(me, '?sort=active')).slice(0, 3)).toEqual(order.slice(0, 3));
    expect((await walk(me, '/api/v1/friends?sort=active', 2)).toSorted()).toEqual(order.toSorted());
  });
});

describe('pages', () => {
  test.each(['recent', 'alphabetical', 'active'])(
    'by number and by cursor show every friend once, sorted by %s',
    async (sort) => {
      const [me, ...friends] = await circle.friends(8);
      const all = await friendsOf(me, `?sort=${sort}`);
      expect(all.toSorted()).toEqual(ids(friends).toSorted());
      expect(await walk(me, `/api/v1/friends?sort=${sort}`, 3)).toEqual(all);
      const pages = [];
      for (const page of [1, 2, 3, 4])
        pages.push(...(await friendsOf(me, `?sort=${sort}&limit=3&page=${page}`)));
      expect(pages).toEqual(all);
      const { body } = await me.get(`/api/v1/friends?sort=${sort}&limit=3&page=3`);
      expect(body.pagination).toMatchObject({ page: 3, total: 7, total_pages: 3, has_more: false });
    },
  );

  test('by cursor show every remaining friend once while friends are added and removed', async () => {
    const [me, ...friends] = await circle.friends(10);
    const newcomers = await circle.people(3);
    const removed = friends.slice(0, 2);
    const walked = await walk(me, '/api/v1/friends?sort=recent', 2, async () => {
      const [newcomer, former] = [newcomers.pop(), removed.pop()];
      if (newcomer) await circle.befriend(me, newcomer);
      if (former) await unfriend(me, former);
    });
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked).toEqual(expect.arrayContaining(ids(friends.slice(2))));
  });

  test('refuse a cursor of another list with 400 CURSOR_INVALID', async () => {
    const [me] = await circle.friends(3);
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

  test('of requests follow each other in both directions', async () => {
    const [me, ...others] = (await circle.people(6)) as [Person, ...Person[]];
    const sent: string[] = [];
    const received: string[] = [];
    for (const [index, other] of others.entries()) {
      const { body } = index % 2 ? await sendRequest(me, other) : await sendRequest(other, me);
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
