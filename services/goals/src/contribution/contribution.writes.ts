import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { type KeyRow, refuseTakenKey, type Sql, storeKeysWhen } from '@tribe/service-kit';
import type { GoalContribution } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';

/** A contribution to insert, with its event and the Idempotency-Key of its request. */
export interface NewContribution {
  readonly contribution: GoalContribution;
  readonly added: OutboxEvent;
  readonly key: KeyRow | undefined;
}

const columns = 'id, goal_id, user_id, amount, note, contribution_type, created_at';

/** Every part depends on the goal, which has the expected version only when no other write came in between. */
const contributionsWithEvents = `
  WITH changed_goal AS (
    UPDATE goals SET current_amount = $3, version = $4, updated_at = $5
     WHERE id = $2::uuid AND version = $4 - json_array_length($6::json) AND deleted_at IS NULL
    RETURNING id
  ), added_contributions AS (
    INSERT INTO goal_contributions (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::goal_contributions, $6::json)
     WHERE EXISTS (SELECT FROM changed_goal)
  ), changed_participants AS (
    UPDATE goal_participants AS participant SET contribution_amount = participant.contribution_amount + given.amount
      FROM changed_goal,
           (SELECT user_id, sum(amount) AS amount
              FROM json_to_recordset($6::json) AS added (user_id uuid, amount numeric)
             GROUP BY user_id) AS given
     WHERE participant.goal_id = changed_goal.id AND participant.user_id = given.user_id
  ), ${storeKeysWhen('$7', 'EXISTS (SELECT FROM changed_goal)')}
  ${insertEvents('EXISTS (SELECT FROM changed_goal)')}`;

/**
 * Writes contributions to a goal, the sums, the events and the Idempotency-Keys with one statement, if the goal has not
 * changed since it was read.
 *
 * @param goal the goal after the contributions, each of which has incremented its version
 * @param added in the order of their versions
 * @returns false when another write has changed the goal; then nothing is written
 * @throws KeyTakenError when another request has stored one of the keys
 */
export async function insertContributions(
  sql: Sql,
  events: EventPublisher,
  { goal, added }: { goal: Goal; added: readonly NewContribution[] },
): Promise<boolean> {
  const statement = {
    name: 'contributions_insert',
    text: contributionsWithEvents,
    values: [
      goal.id,
      goal.currentAmount.toFixed(),
      goal.version,
      goal.updatedAt,
      JSON.stringify(added.map(({ contribution }) => contributionRow(contribution))),
      JSON.stringify(added.flatMap(({ key }) => key ?? [])),
    ],
  };

  const addedEvents = added.map((each) => each.added);
  const inserted = await events.publishWith(sql, addedEvents, statement).catch(refuseTakenKey);

  return inserted.has(goal.id);
}

function contributionRow(contribution: GoalContribution) {
  return {
    id: contribution.id,
    goal_id: contribution.goalId,
    user_id: contribution.userId,
    amount: contribution.amount,
    note: contribution.note,
    contribution_type: contribution.contributionType,
    created_at: contribution.createdAt,
  };
}
