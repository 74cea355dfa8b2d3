import { eventually } from '@tribe/testing';
import { expectStatus, type Friend } from './friend';
import type { Narrator } from './narrator';

interface Cast {
  readonly brian: Friend;
  readonly alvin: Friend;
  readonly clarie: Friend;
}

const ofType = (type: string) => (event: { notification: { notification_type: string } }) =>
  event.notification.notification_type === type;

async function befriend(from: Friend, to: Friend, tell: Narrator): Promise<void> {
  const request = await tell.step({
    what: `${from.name} sends ${to.name} a friend request`,
    event: 'FriendRequestSent',
    act: async () =>
      expectStatus(await from.api.post('/api/v1/friends/requests', { user_id: to.id }), 201),
    reaches: [[to, () => to.socket.next('notification.new', { where: ofType('friend_request') })]],
  });
  await tell.step({
    what: `${to.name} accepts`,
    event: 'FriendshipAccepted',
    act: async () =>
      expectStatus(await to.api.put(`/api/v1/friends/requests/${request.id}/accept`), 200),
    reaches: [
      [from, () => from.socket.next('notification.new', { where: ofType('friend_accepted') })],
    ],
  });
}

async function planTrip({ brian, alvin, clarie }: Cast, tell: Narrator): Promise<string> {
  const goal = await tell.step({
    what: 'Brian creates a goal with both friends',
    event: 'GoalCreated',
    act: () =>
      // Retries, because goals receives the friendships as events.
      eventually(async () =>
        expectStatus(
          await brian.api.post('/api/v1/goals', {
            title: 'Trip to Costa Rica 🌴',
            description: 'Save money for our dream vacation',
            category: 'travel',
            goal_type: 'group',
            target_type: 'amount',
            target_amount: 600,
            target_currency: 'USD',
            target_date: new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10),
            participant_ids: [alvin.id, clarie.id],
          }),
          201,
        ),
      ),
    reaches: [],
  });
  for (const friend of [brian, alvin, clarie]) {
    const answer = await friend.socket.request('subscribe', { channel: 'goal', goal_id: goal.id });
    if (!answer.ok)
      throw new Error(`${friend.name} cannot watch the goal: ${JSON.stringify(answer)}`);
  }
  return goal.id;
}

async function contribute(
  contributor: Friend,
  amount: number,
  note: string,
  goalId: string,
  others: Friend[],
  tell: Narrator,
) {
  const contributed = (event: { update_type: string; data: { user?: { username: string } } }) =>
    event.update_type === 'contribution' && event.data.user?.username === contributor.username;
  await tell.step({
    what: `${contributor.name} contributes $${amount.toFixed(2)}: "${note}"`,
    event: 'GoalContributionAdded',
    act: async () =>
      expectStatus(
        await contributor.api.post(`/api/v1/goals/${goalId}/contributions`, { amount, note }),
        201,
      ),
    reaches: others.map((other) => [
      other,
      () => other.socket.next('goal.update', { where: contributed }),
    ]),
  });
}

async function complete(cast: Cast, goalId: string, tell: Narrator): Promise<void> {
  const { brian, alvin, clarie } = cast;
  await tell.step({
    what: 'Brian completes the goal',
    event: 'GoalCompleted',
    act: async () => expectStatus(await brian.api.post(`/api/v1/goals/${goalId}/complete`), 200),
    reaches: [brian, alvin, clarie].map((friend) => [
      friend,
      () => friend.socket.next('notification.new', { where: ofType('goal_completed') }),
    ]),
  });
}

async function readNotifications({ clarie }: Cast, tell: Narrator): Promise<void> {
  const list = expectStatus(await clarie.api.get('/api/v1/notifications?limit=3'), 200);
  tell.say(`   Clarie has ${list.pagination.unread_count} unread notifications; the newest:`);
  for (const notification of list.notifications)
    tell.say(`     ${notification.title}: ${notification.message} (${notification.time_ago})`);
  expectStatus(await clarie.api.put('/api/v1/notifications/mark-all-read'), 200);

  const { unread_count } = expectStatus(
    await clarie.api.get('/api/v1/notifications/unread-count'),
    200,
  );

  tell.say(`   Clarie marks all as read; ${unread_count} unread.`);
}

async function logOut({ clarie }: Cast, tell: Narrator): Promise<void> {
  await tell.step({
    what: 'Clarie logs out; her open socket is closed',
    event: 'SessionRevoked',
    act: async () => expectStatus(await clarie.api.post('/api/v1/auth/logout'), 200, 204),
    reaches: [[clarie, () => clarie.socket.closed()]],
  });
}

/** Runs the journey: three users become friends, save for a trip and complete the goal. Checks every push. */
export async function runJourney(cast: Cast, tell: Narrator): Promise<void> {
  const { brian, alvin, clarie } = cast;
  await befriend(brian, alvin, tell);
  await befriend(brian, clarie, tell);
  await befriend(alvin, clarie, tell);
  const goalId = await planTrip(cast, tell);
  await contribute(clarie, 150, 'Contributing from my savings!', goalId, [brian, alvin], tell);
  await contribute(alvin, 200.5, 'Sold the old bike', goalId, [brian, clarie], tell);
  await contribute(brian, 249.5, 'The rest is on me', goalId, [alvin, clarie], tell);
  await complete(cast, goalId, tell);
  await readNotifications(cast, tell);
  await logOut(cast, tell);
}
