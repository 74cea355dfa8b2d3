import { fromBinary } from '@bufbuild/protobuf';
import {
  type GoalContributionAdded,
  GoalContributionAddedSchema,
  eventTypeOf,
} from '@tribe/contracts';
import type { Tribe } from '@tribe/testing';
import type { EventLog } from './event-log';

/** The services that publish events. */
export const owners = ['identity', 'social-graph', 'goals', 'notifications'] as const;

interface OutboxRow {
  readonly id: string;
  readonly entity_id: string;
  readonly entity_version: string;
}

/** A notification of a user. */
interface NotificationRow {
  readonly user_id: string;
  readonly source_event_id: string;
}

async function rows<T extends object>(
  tribe: Tribe,
  service: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  return (await (await tribe.db(service)).query<T>(text, values)).rows;
}

/**
 * Every committed event is in the stream of its owner exactly once, there are no other messages, and the events of each
 * entity are in the order in which they were written.
 */
export async function expectEveryEventStoredOnce(tribe: Tribe, log: EventLog): Promise<void> {
  for (const owner of owners) {
    const written = await rows<OutboxRow>(
      tribe,
      owner,
      'SELECT id, entity_id, entity_version FROM outbox ORDER BY position',
    );

    const stored = await log.stored(owner);

    expect({ owner, ids: stored.map(({ id }) => id).sort() }).toEqual({
      owner,
      ids: written.map(({ id }) => id).sort(),
    });

    expect(byEntity(stored.map(({ entityId, version }) => [entityId, version]))).toEqual(
      byEntity(written.map(({ entity_id: id, entity_version: version }) => [id, Number(version)])),
    );
  }
}

function byEntity(events: [entityId: string, version: number][]): Record<string, number[]> {
  const versions: Record<string, number[]> = {};
  for (const [entityId, version] of events) (versions[entityId] ??= []).push(version);
  return versions;
}

/** No service has dead letters. */
export async function expectNoDeadLetters(tribe: Tribe): Promise<void> {
  for (const owner of owners) {
    expect({
      owner,
      dead: await rows(tribe, owner, 'SELECT durable, error FROM dead_letters'),
    }).toEqual({
      owner,
      dead: [],
    });
  }
}

/** Returns the published contributions to a goal. */
async function announced(
  tribe: Tribe,
  goalId: string,
): Promise<{ eventId: string; event: GoalContributionAdded }[]> {
  const { subject } = eventTypeOf(GoalContributionAddedSchema);
  const found = await rows<{ id: string; payload: Buffer }>(
    tribe,
    'goals',
    'SELECT id, payload FROM outbox WHERE entity_id = $1 AND subject = $2 ORDER BY position',
    [goalId, subject],
  );
  return found.map(({ id, payload }) => ({
    eventId: id,
    event: fromBinary(GoalContributionAddedSchema, payload),
  }));
}

/** Returns the amounts of the contributions to a goal, smallest first. */
export async function contributedTo(tribe: Tribe, goalId: string): Promise<number[]> {
  const found = await rows<{ amount: string }>(
    tribe,
    'goals',
    'SELECT amount FROM goal_contributions WHERE goal_id = $1 ORDER BY amount',
    [goalId],
  );
  return found.map(({ amount }) => Number(amount));
}

/**
 * The sums of a goal and of its participants equal the sum of its contributions, and each contribution was published
 * once.
 */
export async function expectSumsToAddUp(tribe: Tribe, goalId: string): Promise<void> {
  const [sums] = await rows<Record<string, string>>(
    tribe,
    'goals',
    `SELECT current_amount AS goal,
            (SELECT sum(contribution_amount) FROM goal_participants WHERE goal_id = goals.id) AS participants,
            (SELECT coalesce(sum(amount), 0)::numeric(13, 3) FROM goal_contributions WHERE goal_id = goals.id) AS contributions
       FROM goals WHERE id = $1`,
    [goalId],
  );

  expect(sums).toEqual({
    goal: sums?.['contributions'],
    participants: sums?.['contributions'],
    contributions: sums?.['contributions'],
  });

  const contributions = await rows<{ id: string }>(
    tribe,
    'goals',
    'SELECT id FROM goal_contributions WHERE goal_id = $1',
    [goalId],
  );

  const events = await announced(tribe, goalId);

  expect(events.map(({ event }) => event.contributionId).sort()).toEqual(
    contributions.map(({ id }) => id).sort(),
  );
}

/** Every participant except the contributor was notified of each contribution exactly once, and no other user was. */
export async function expectParticipantsNotifiedOnce(tribe: Tribe, goalId: string): Promise<void> {
  const due = (await announced(tribe, goalId)).flatMap(
    ({ eventId, event: { goal, contributor } }) =>
      (goal?.participants ?? [])
        .filter(({ userId }) => userId !== contributor?.id)
        .map(({ userId }) => `${eventId} to ${userId}`),
  );
  const notified = await rows<NotificationRow>(
    tribe,
    'notifications',
    `SELECT user_id, source_event_id FROM notifications WHERE target_id = $1 AND notification_type = 'goal_contribution'`,
    [goalId],
  );
  expect(
    notified
      .map(({ user_id: userId, source_event_id: eventId }) => `${eventId} to ${userId}`)
      .sort(),
  ).toEqual(due.sort());
}

/** All of the above: nothing was lost or duplicated. */
export async function expectExactBooks(tribe: Tribe, log: EventLog, goalId: string): Promise<void> {
  await expectSumsToAddUp(tribe, goalId);
  await expectNoDeadLetters(tribe);
  await expectParticipantsNotifiedOnce(tribe, goalId);
  await expectEveryEventStoredOnce(tribe, log);
}
