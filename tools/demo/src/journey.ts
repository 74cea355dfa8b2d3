import type { LiveEvents } from '@tribe/client';
import { eventually } from '@tribe/testing';
import { type Friend, nextPush, nextSignOut, notified } from './friend';
import type { Narrator } from './narrator';

interface Cast {
  readonly brian: Friend;
  readonly alvin: Friend;
  readonly clarie: Friend;
}

async function befriend(from: Friend, to: Friend, tell: Narrator): Promise<void> {
  const request = await tell.step({
    what: `${from.name} sends ${to.name} a friend request`,
    event: 'FriendRequestSent',
    act: () => from.tribe.post('/api/v1/friends/requests', { body: { user_id: to.id } }),
    reaches: [notified(to, 'friend_request')],
  });
  await tell.step({
    what: `${to.name} accepts`,
    event: 'FriendshipAccepted',
    act: () =>
      to.tribe.put('/api/v1/friends/requests/{requestId}/accept', {
        path: { requestId: request.id },
      }),
    reaches: [notified(from, 'friend_accepted')],
  });
}

async function planTrip({ brian, alvin, clarie }: Cast, tell: Narrator): Promise<string> {
  const goal = await tell.step({
    what: 'Brian creates a goal with both friends',
    event: 'GoalCreated',
    act: () =>
      // Retries, because goals receives the friendships as events.
      eventually(() =>
        brian.tribe.post('/api/v1/goals', {
          body: {
            title: 'Trip to Costa Rica 🌴',
            description: 'Save money for our dream vacation',
            category: 'travel',
            goal_type: 'group',
            target_type: 'amount',
            target_amount: 600,
            auto_complete: false,
            target_currency: 'USD',
            target_date: new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10),
            participant_ids: [alvin.id, clarie.id],
          },
        }),
      ),
    reaches: [],
  });
  for (const friend of [brian, alvin, clarie])
    await friend.tribe.live.subscribe({ channel: 'goal', goal_id: goal.id });

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
  const contributed = (event: LiveEvents['goal.update']) =>
    event.update_type === 'contribution' && event.data.user.username === contributor.username;
  await tell.step({
    what: `${contributor.name} contributes $${amount.toFixed(2)}: "${note}"`,
    event: 'GoalContributionAdded',
    act: () =>
      contributor.tribe.post('/api/v1/goals/{goalId}/contributions', {
        path: { goalId },
        body: { amount, note },
      }),
    reaches: others.map((other) => [
      other,
      () => nextPush(other.tribe, 'goal.update', contributed),
    ]),
  });
}

async function complete(cast: Cast, goalId: string, tell: Narrator): Promise<void> {
  const { brian, alvin, clarie } = cast;
  await tell.step({
    what: 'Brian completes the goal',
    event: 'GoalCompleted',
    act: () => brian.tribe.post('/api/v1/goals/{goalId}/complete', { path: { goalId } }),
    reaches: [brian, alvin, clarie].map((friend) => notified(friend, 'goal_completed')),
  });
}

async function readNotifications({ clarie }: Cast, tell: Narrator): Promise<void> {
  const list = await clarie.tribe.get('/api/v1/notifications', { query: { limit: 3 } });
  tell.say(`   Clarie has ${list.pagination.unread_count} unread notifications; the newest:`);
  for (const notification of list.notifications)
    tell.say(`     ${notification.title}: ${notification.message} (${notification.time_ago})`);
  await clarie.tribe.put('/api/v1/notifications/mark-all-read');
  const { unread_count } = await clarie.tribe.get('/api/v1/notifications/unread-count');
  tell.say(`   Clarie marks all as read; ${unread_count} unread.`);
}

async function logOut({ clarie }: Cast, tell: Narrator): Promise<void> {
  await tell.step({
    what: 'Clarie logs out; her client notices that the session has ended',
    event: 'SessionRevoked',
    // Without `session.logOut()`, so that the server ends the session and the client must learn of it.
    act: () => clarie.tribe.post('/api/v1/auth/logout'),
    reaches: [[clarie, () => nextSignOut(clarie.tribe)]],
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
