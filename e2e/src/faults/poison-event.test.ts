import { randomUUID } from 'node:crypto';
import { eventTypeOf, GoalContributionAddedSchema } from '@tribe/contracts';
import { listDeadLetters, requestReplay } from '@tribe/events';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { contribute, formSavingsGroup, type SavingsGroup } from '../savings-group';
import { expectParticipantsNotifiedOnce, expectNoDeadLetters, expectSumsToAddUp } from './books';
import { EventLog } from './event-log';

const { subject } = eventTypeOf(GoalContributionAddedSchema);
const durable = 'notifications-goal-contribution-added-v1';

let tribe: Tribe;
let log: EventLog;
let group: SavingsGroup;
let otherGoalId: string;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, env: { EVENT_RETRY_DELAY_MS: '20' } });
  log = await EventLog.open(tribe);
  group = await formSavingsGroup(tribe);
  const goal = {
    title: 'A tent',
    goal_type: 'group',
    target_type: 'amount',
    target_amount: 300,
    auto_complete: false,
    participant_ids: [group.alvin.id],
  };
  otherGoalId = (await group.brian.post('/api/v1/goals', goal)).body.id;
  await tribe.settled();
});

afterAll(async () => {
  await log.close();
  await tribe.stop();
});

beforeEach(async () => {
  // Goals consumes its own events too, for achievements.
  for (const service of ['notifications', 'goals'])
    await (await tribe.db(service)).query('DELETE FROM dead_letters');
});

const deadLetters = async () => listDeadLetters(await tribe.db('notifications'));

async function contributeTo(goalId: string, person: Person, amount: number): Promise<void> {
  expect((await contribute(person, goalId, amount)).status).toBe(201);
}

function attributes(id: string, entityId: string): Record<string, string> {
  return {
    'Nats-Msg-Id': id,
    'ce-id': id,
    'ce-subject': entityId,
    'ce-entityversion': '2',
    'ce-time': new Date().toISOString(),
  };
}

test.each([
  [
    'does not decode',
    (goalId: string) => ({
      payload: Buffer.from('not a protobuf'),
      headers: attributes(randomUUID(), goalId),
    }),
  ],
  ['has no attributes', () => ({ payload: Buffer.from('?'), headers: {} })],
  ['is empty', () => ({ payload: Buffer.alloc(0), headers: { 'ce-id': randomUUID() } })],
  [
    'has attributes of the wrong kind',
    (goalId: string) => ({
      payload: Buffer.alloc(0),
      headers: { ...attributes('one', goalId), 'ce-time': 'soon' },
    }),
  ],
])(
  'an event that %s becomes a dead letter immediately, and later events are handled',
  async (_, make) => {
    const { brian, clarie, goalId } = group;
    const { payload, headers } = make(goalId);
    await log.smuggle(subject, payload, headers);
    await contributeTo(goalId, clarie, 10);
    await contributeTo(otherGoalId, brian, 20);
    await tribe.settled();
    expect(await deadLetters()).toEqual([expect.objectContaining({ durable, subject, tries: 1 })]);
    for (const goal of [goalId, otherGoalId]) await expectParticipantsNotifiedOnce(tribe, goal);
    // The event cannot be repaired, so a replay must fail again.
    expect(await requestReplay(await tribe.db('notifications'), 'all')).toBe(1);
    await tribe.settled();
    expect(await deadLetters()).toEqual([
      expect.objectContaining({ tries: 2, replayRequestedAt: null }),
    ]);
  },
  30_000,
);

/** Inserts a row that conflicts with the row of the handler. */
async function insertConflictingRow(eventId: string, userId: string): Promise<void> {
  await (
    await tribe.db('notifications')
  ).query(
    `INSERT INTO notifications (id, user_id, notification_type, category, title, message, target_type, target_id, action_url, source_event_id, created_at)
     VALUES (gen_random_uuid(), $1, 'in_the_way', 'goals', '', '', 'goal', gen_random_uuid(), '', $2, now())`,
    [userId, eventId],
  );
}

test('an event whose handler always fails is dead-lettered, later events are handled, and a replay succeeds once the cause is fixed', async () => {
  const { alvin, brian, clarie, goalId } = group;
  const [goals, notifications] = [await tribe.db('goals'), await tribe.db('notifications')];
  await tribe.nats.stop();
  await contributeTo(goalId, clarie, 30);
  const { rows } = await goals.query<{ id: string }>(
    'SELECT id FROM outbox WHERE published_at IS NULL',
  );
  const poison = rows[0]?.id ?? '';
  await insertConflictingRow(poison, brian.id);
  await contributeTo(goalId, alvin, 40);
  await contributeTo(otherGoalId, brian, 50);
  await tribe.nats.start();
  await tribe.settled();

  expect(await deadLetters()).toEqual([
    expect.objectContaining({ durable, eventId: poison, subject, entityId: goalId, tries: 5 }),
  ]);
  await expectParticipantsNotifiedOnce(tribe, otherGoalId);
  const notified = `SELECT user_id FROM notifications WHERE source_event_id = $1 AND notification_type = 'goal_contribution' ORDER BY user_id`;
  // The handler is atomic: Alvin has no notification without Brian's.
  expect((await notifications.query(notified, [poison])).rows).toEqual([]);

  await notifications.query(`DELETE FROM notifications WHERE notification_type = 'in_the_way'`);
  expect(await requestReplay(notifications, [poison])).toBe(1);
  await tribe.settled();
  expect((await notifications.query(notified, [poison])).rows).toEqual(
    [alvin.id, brian.id].sort().map((id) => ({ user_id: id })),
  );
  expect(await requestReplay(notifications, 'all')).toBe(0);
  expect(await deadLetters()).toEqual([]);
  await notifications.query('DELETE FROM dead_letters');
  for (const goal of [goalId, otherGoalId]) {
    await expectParticipantsNotifiedOnce(tribe, goal);
    await expectSumsToAddUp(tribe, goal);
  }
  await expectNoDeadLetters(tribe);
});
