import {
  ContributionType,
  FriendRequestCancelledSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
  FriendshipStatus,
  GoalCompletedSchema,
  GoalContributionAddedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { Purges } from '@tribe/jobs';
import { dayMs, newId } from '@tribe/service-kit';
import type { Person, Tribe } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ tribe, brian, alvin, clarie } = world);
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

function goalOf(...people: Person[]) {
  return {
    id: newId(),
    creatorId: people[0]?.id ?? '',
    title: 'Run a 5k',
    targetCurrency: 'USD',
    currentAmount: '150.00',
    participants: people.map(({ id }) => ({ userId: id })),
  };
}

async function contribute(
  person: Person,
  goal: ReturnType<typeof goalOf>,
  version = 2,
): Promise<void> {
  const data = { goal, contributionId: newId(), contributor: person.card, amount: '150.00' };
  const contributionType = ContributionType.MONETARY;
  await tribe.publishAs(
    'goals',
    eventOf(GoalContributionAddedSchema, {
      entityId: goal.id,
      entityVersion: version,
      data: { ...data, contributionType },
    }),
  );
}

async function completeGoal(person: Person, goal: ReturnType<typeof goalOf>): Promise<void> {
  const data = { goal, completedBy: person.card };
  await tribe.publishAs(
    'goals',
    eventOf(GoalCompletedSchema, { entityId: goal.id, entityVersion: 9, data }),
  );
}

async function sendFriendRequest(from: Person, to: Person): Promise<string> {
  const friendship = {
    id: newId(),
    requesterId: from.id,
    addresseeId: to.id,
    status: FriendshipStatus.PENDING,
  };
  const data = { friendship, requester: from.card };
  await tribe.publishAs(
    'social-graph',
    eventOf(FriendRequestSentSchema, { entityId: friendship.id, entityVersion: 1, data }),
  );
  return friendship.id;
}

const list = async (person: Person, query = '') =>
  (await person.get(`/api/v1/notifications${query}`)).body;

describe('notifications', () => {
  test('all participants are notified of the completion of a goal, with the number of friends', async () => {
    const goal = goalOf(brian, alvin, clarie);
    await completeGoal(brian, goal);
    await tribe.settled();
    for (const person of [brian, alvin, clarie]) {
      const { notifications: all, pagination } = await list(person);
      expect(all).toEqual([
        {
          id: expect.any(String),
          notification_type: 'goal_completed',
          title: 'Goal Completed! 🎉',
          message: 'You and 2 friends completed "Run a 5k" goal',
          related_user: { id: brian.id, username: brian.username, profile_image_url: null },
          related_goal: { id: goal.id, title: 'Run a 5k' },
          image_url: null,
          icon_type: 'celebration',
          icon_color: '#FF6B6B',
          action_url: `/goals/${goal.id}`,
          is_read: false,
          time_ago: 'just now',
          created_at: expect.stringMatching(/Z$/),
        },
      ]);
      expect(pagination).toMatchObject({
        page: 1,
        limit: 20,
        total: 1,
        unread_count: 1,
        has_more: false,
      });
    }
  });

  test('a contribution notifies all participants except the contributor', async () => {
    await contribute(clarie, goalOf(brian, alvin, clarie));
    await tribe.settled();
    expect((await list(brian)).notifications[0].message).toBe(
      'Clarie Gor added $150.00 to "Run a 5k"',
    );
    expect((await list(alvin)).notifications).toHaveLength(1);
    expect((await list(clarie)).notifications).toHaveLength(0);
  });

  test('a friend request notifies the addressee, and its acceptance notifies the requester', async () => {
    const id = await sendFriendRequest(brian, alvin);
    const friendship = {
      id,
      requesterId: brian.id,
      addresseeId: alvin.id,
      status: FriendshipStatus.ACCEPTED,
    };
    const data = { friendship, addressee: alvin.card };
    await tribe.publishAs(
      'social-graph',
      eventOf(FriendshipAcceptedSchema, { entityId: id, entityVersion: 2, data }),
    );
    await tribe.settled();
    expect((await list(alvin)).notifications[0]).toMatchObject({
      notification_type: 'friend_request',
      message: 'Brian Okuku wants to be your friend',
    });
    expect((await list(brian)).notifications[0]).toMatchObject({
      notification_type: 'friend_accepted',
      message: 'Alvin Amwata accepted your friend request',
    });
  });

  test('a cancelled friend request deletes its notification', async () => {
    const id = await sendFriendRequest(brian, alvin);
    const data = {
      friendship: {
        id,
        requesterId: brian.id,
        addresseeId: alvin.id,
        status: FriendshipStatus.CANCELLED,
      },
    };
    await tribe.publishAs(
      'social-graph',
      eventOf(FriendRequestCancelledSchema, { entityId: id, entityVersion: 2, data }),
    );
    await tribe.settled();
    expect((await list(alvin)).notifications).toEqual([]);
  });
});

describe('list', () => {
  test('paging by cursor neither repeats nor skips notifications while new ones arrive', async () => {
    const goal = goalOf(brian, alvin);
    for (let version = 1; version <= 5; version++) await contribute(alvin, goal, version);
    await tribe.settled();
    const first = await list(brian, '?limit=2');
    await contribute(alvin, goal, 6);
    await tribe.settled();
    const second = await list(brian, `?limit=2&cursor=${first.pagination.next_cursor}`);
    const third = await list(brian, `?limit=2&cursor=${second.pagination.next_cursor}`);
    const ids = [first, second, third].flatMap((page) =>
      page.notifications.map((notification: { id: string }) => notification.id),
    );
    expect(new Set(ids).size).toBe(5);
    expect(third.pagination).toMatchObject({ has_more: false, next_cursor: null });
  });

  test('paging by number returns the number of pages', async () => {
    const goal = goalOf(brian, alvin);
    for (let version = 1; version <= 3; version++) await contribute(alvin, goal, version);
    await tribe.settled();
    const page = await list(brian, '?page=2&limit=2');
    expect(page.notifications).toHaveLength(1);
    expect(page.pagination).toMatchObject({ page: 2, total: 3, total_pages: 2, unread_count: 3 });
  });

  test('filters by category and by unread', async () => {
    const goal = goalOf(brian, alvin);
    await contribute(alvin, goal);
    await sendFriendRequest(clarie, brian);
    await tribe.settled();
    const goalsOnly = await list(brian, '?filter=goals');
    expect(
      goalsOnly.notifications.map(
        (notification: { notification_type: string }) => notification.notification_type,
      ),
    ).toEqual(['goal_contribution']);
    expect((await list(brian, '?filter=system')).notifications).toEqual([]);
    await brian.put(`/api/v1/notifications/${goalsOnly.notifications[0].id}/read`);
    const unread = await list(brian, '?unread_only=true');
    expect(
      unread.notifications.map(
        (notification: { notification_type: string }) => notification.notification_type,
      ),
    ).toEqual(['friend_request']);
  });
});

describe('mark as read and delete', () => {
  test('marking as read decrements the unread count, and a second call keeps the original time', async () => {
    await sendFriendRequest(clarie, brian);
    await tribe.settled();
    const { id } = (await list(brian)).notifications[0];
    const first = await brian.put(`/api/v1/notifications/${id}/read`);
    const again = await brian.put(`/api/v1/notifications/${id}/read`);
    expect(first).toMatchObject({ status: 200, body: { id, is_read: true } });
    expect(again.body.read_at).toBe(first.body.read_at);
    expect((await brian.get('/api/v1/notifications/unread-count')).body).toEqual({
      unread_count: 0,
    });
  });

  test('mark-all-read affects only the notifications of the caller', async () => {
    await completeGoal(brian, goalOf(brian, alvin));
    await tribe.settled();
    expect((await brian.put('/api/v1/notifications/mark-all-read')).body).toEqual({
      updated_count: 1,
      unread_count: 0,
    });
    expect((await alvin.get('/api/v1/notifications/unread-count')).body).toEqual({
      unread_count: 1,
    });
  });

  test('a deleted notification is not listed and cannot be deleted again', async () => {
    await sendFriendRequest(clarie, brian);
    await tribe.settled();
    const { id } = (await list(brian)).notifications[0];
    expect((await brian.delete(`/api/v1/notifications/${id}`)).status).toBe(204);
    expect((await brian.delete(`/api/v1/notifications/${id}`)).status).toBe(404);
    expect((await list(brian)).notifications).toEqual([]);
  });

  test("another user's notification returns the same response as an unknown one", async () => {
    await sendFriendRequest(clarie, brian);
    await tribe.settled();
    const { id } = (await list(brian)).notifications[0];
    const foreign = await alvin.put(`/api/v1/notifications/${id}/read`);
    const unknown = await alvin.put(`/api/v1/notifications/${newId()}/read`);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, request_id: '', instance: '' }).toEqual({
      ...unknown.body,
      request_id: '',
      instance: '',
    });
    expect((await alvin.delete(`/api/v1/notifications/${id}`)).status).toBe(404);
    expect((await list(brian)).notifications[0].is_read).toBe(false);
  });
});

test.each([
  ['GET', '?page=0'],
  ['GET', '?limit=101'],
  ['GET', '?limit=ten'],
  ['GET', '?filter=everything'],
  ['GET', '?unread_only=maybe'],
  ['GET', '?cursor=forged'],
  ['GET', '?sort=oldest'],
  ['PUT', '/not-a-uuid/read'],
  ['DELETE', "/' OR 1=1--"],
])('%s /notifications%s returns a client error', async (method, rest) => {
  const { status, body, headers } = await brian.request(
    method,
    `/api/v1/notifications${encodeURI(rest)}`,
  );
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.code).toEqual(expect.any(String));
  expect(headers['content-type']).toContain('application/problem+json');
});

test('a request without a token is refused', async () => {
  expect((await tribe.client().get('/api/v1/notifications')).status).toBe(401);
});

test('notifications older than 90 days are purged', async () => {
  await contribute(alvin, goalOf(brian, alvin));
  await tribe.settled();
  const db = await tribe.db('notifications');
  const purgeAtAge = async (days: number) => {
    const createdAt = new Date(tribe.clock.now().getTime() - days * dayMs);
    await db.query('UPDATE notifications SET created_at = $1', [createdAt]);
    await tribe.service('notifications').app.get(Purges).run();
    const { rows } = await db.query('SELECT count(*)::int AS kept FROM notifications');
    return rows;
  };
  expect(await purgeAtAge(89)).toEqual([{ kept: 1 }]);
  expect(await purgeAtAge(91)).toEqual([{ kept: 0 }]);
});
