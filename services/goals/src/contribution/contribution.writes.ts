import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { type KeyRow, refuseTakenKey, type Sql, storeKeyWhen } from '@tribe/service-kit';
import type { GoalContribution } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';

/** A contribution to insert, with the goal after it, its event and the Idempotency-Key of its request. */
export interface NewContribution {
  readonly goal: Goal;
  readonly contribution: GoalContribution;
  readonly added: OutboxEvent;
  readonly key: KeyRow | undefined;
}

/** Every part depends on the goal, which has the expected version only when no other write came in between. */
const contributionWithEvent = `
  WITH changed_goal AS (
    UPDATE goals SET current_amount = $3, version = $4, updated_at = $5
     WHERE id = $2::uuid AND version = $4 - 1 AND deleted_at IS NULL
    RETURNING id
  ), added_contribution AS (
    INSERT INTO goal_contributions (id, goal_id, user_id, amount, note, contribution_type, created_at)
    SELECT $6::uuid, id, $7::uuid, $8, $9, $10::contribution_type, $5 FROM changed_goal
  ), changed_participant AS (
    UPDATE goal_participants AS participant SET contribution_amount = participant.contribution_amount + $8
      FROM changed_goal
     WHERE participant.goal_id = changed_goal.id AND participant.user_id = $7::uuid
  ), ${storeKeyWhen('$11', 'EXISTS (SELECT FROM changed_goal)')}
  ${insertEvents('EXISTS (SELECT FROM changed_goal)')}`;

/**
 * Writes a contribution, both sums, the event and the Idempotency-Key with one statement, if the goal has not changed since
 * it was read.
 *
 * @param goal the goal after the contribution
 * @returns false when another write has changed the goal; then nothing is written
 * @throws KeyTakenError when another request has stored the key
 */
export async function insertContribution(
  sql: Sql,
  events: EventPublisher,
  { goal, contribution, added, key }: NewContribution,
): Promise<boolean> {
  const statement = {
    name: 'contribution_insert',
    text: contributionWithEvent,
    values: [
      goal.id,
      goal.currentAmount.toFixed(),
      goal.version,
      goal.updatedAt,
      contribution.id,
      contribution.userId,
      contribution.amount.toFixed(),
      contribution.note,
      contribution.contributionType,
      key ? JSON.stringify(key) : null,
    ],
  };

  const inserted = await events.publishWith(sql, [added], statement).catch(refuseTakenKey);

  return inserted.has(goal.id);
}
