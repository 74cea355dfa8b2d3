import { type EventPublisher, insertEvents, type NewEvent } from '@tribe/events';
import { newId, type Sql } from '@tribe/service-kit';
import type { Goal } from './goal.queries';
import { isoDate } from './goal.rules';

const goalColumns = `id, creator_id, title, description, category, goal_type, target_type, target_amount,
  target_currency, target_date, current_amount, image_url, status, is_public, version, created_at, updated_at`;
const participantColumns = 'id, goal_id, user_id, role, contribution_amount, joined_at';

const goalsWithEvents = `
  WITH added_goals AS (
    INSERT INTO goals (${goalColumns})
    SELECT ${goalColumns} FROM json_populate_recordset(NULL::goals, $2::json)
  ), added_participants AS (
    INSERT INTO goal_participants (${participantColumns})
    SELECT ${participantColumns} FROM json_populate_recordset(NULL::goal_participants, $3::json)
  )
  ${insertEvents()}`;

/** Inserts new goals, their participants and the events of both, with one statement. */
export async function insertGoals(
  sql: Sql,
  events: EventPublisher,
  goals: readonly Goal[],
  created: readonly NewEvent[],
): Promise<void> {
  await events.publishWith(sql, created, {
    name: 'goals_insert',
    text: goalsWithEvents,
    values: [
      JSON.stringify(goals.map(rowOf)),
      JSON.stringify(goals.flatMap((goal) => participantRowsOf(goal))),
    ],
  });
}

function rowOf(goal: Goal) {
  return {
    id: goal.id,
    creator_id: goal.creatorId,
    title: goal.title,
    description: goal.description,
    category: goal.category,
    goal_type: goal.goalType,
    target_type: goal.targetType,
    target_amount: goal.targetAmount,
    target_currency: goal.targetCurrency,
    target_date: isoDate(goal.targetDate),
    current_amount: goal.currentAmount,
    image_url: goal.imageUrl,
    status: goal.status,
    is_public: goal.isPublic,
    version: String(goal.version),
    created_at: goal.createdAt,
    updated_at: goal.updatedAt,
  };
}

function participantRowsOf(goal: Goal) {
  return goal.participants.map(({ userId, role, contributionAmount }) => ({
    id: newId(),
    goal_id: goal.id,
    user_id: userId,
    role,
    contribution_amount: contributionAmount,
    joined_at: goal.createdAt,
  }));
}
