import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import { type KeyRow, newId, type Sql, storeKeys } from '@tribe/service-kit';
import { type GoalInvitation, Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { GoalChanges } from './goal-changes.rules';
import type { Goal } from './goal.queries';
import { isoDate } from './goal.rules';

/** The columns that a write to a goal may change. */
export type GoalWrite = GoalChanges & {
  currentAmount?: Prisma.Decimal;
  deletedAt?: Date;
  creatorId?: string;
  ownerActiveAt?: Date;
  importKey?: null;
};

/** Returns the goal after the changes. Increments the version, so the caller must publish exactly one event. */
export function changedGoal(goal: Goal, { targetAmount, ...changes }: GoalWrite, now: Date): Goal {
  return {
    ...goal,
    ...changes,
    ...(targetAmount !== undefined && {
      targetAmount: targetAmount === null ? null : new Prisma.Decimal(targetAmount),
    }),
    version: goal.version + 1n,
    updatedAt: now,
  };
}

/** Writes the changes of a locked goal, with its new version. */
export async function saveGoal(
  tx: Tx,
  { id, version, updatedAt }: Goal,
  changes: GoalWrite,
): Promise<void> {
  await tx.goal.update({
    where: { id },
    data: { ...changes, version, updatedAt },
    select: { id: true },
  });
}

/** A goal to insert, with the invitations to it, its events and the Idempotency-Key of its request. */
export interface NewGoal {
  readonly goal: Goal;
  readonly events: readonly OutboxEvent[];
  readonly invitations: readonly GoalInvitation[];
  readonly key: KeyRow | undefined;
}

const goalColumns = `id, creator_id, title, description, category, goal_type, target_type, target_amount,
  target_currency, target_date, current_amount, image_url, status, is_public, start_date, priority, auto_complete, owner_active_at, version, created_at, updated_at`;
const participantColumns = 'id, goal_id, user_id, role, contribution_amount, joined_at';
const invitationColumns = 'id, goal_id, inviter_id, invitee_id, role, status, times, created_at';
const isTaken = (id: string) => `${id} IN (SELECT entity_id FROM taken_entities)`;

const goalsInsert = `
  WITH ${storeKeys('$4')}, added_goals AS (
    INSERT INTO goals (${goalColumns})
    SELECT ${goalColumns} FROM json_populate_recordset(NULL::goals, $2::json) WHERE NOT ${isTaken('id')}
  ), added_participants AS (
    INSERT INTO goal_participants (${participantColumns})
    SELECT ${participantColumns} FROM json_populate_recordset(NULL::goal_participants, $3::json)
     WHERE NOT ${isTaken('goal_id')}
  ), added_invitations AS (
    INSERT INTO goal_invitations (${invitationColumns})
    SELECT ${invitationColumns} FROM json_populate_recordset(NULL::goal_invitations, $5::json)
     WHERE NOT ${isTaken('goal_id')}
  )
  ${insertEvents(`NOT ${isTaken('entity_id')}`)}`;

/**
 * Inserts new goals, their participants, events and Idempotency-Keys with one statement.
 *
 * @returns for each goal, false when its key is stored already; then the goal is not inserted
 */
export async function insertGoals(
  sql: Sql,
  events: EventPublisher,
  goals: readonly NewGoal[],
): Promise<boolean[]> {
  const values = [
    goals.map(({ goal }) => goalRow(goal)),
    goals.flatMap(({ goal }) => participantRows(goal)),
    goals.flatMap(({ key }) => key ?? []),
    goals.flatMap(({ invitations }) => invitations.map(invitationRow)),
  ];

  const inserted = await events.publishWith(
    sql,
    goals.flatMap((added) => added.events),
    { name: 'goals_insert', text: goalsInsert, values: values.map((rows) => JSON.stringify(rows)) },
  );

  return goals.map(({ goal }) => inserted.has(goal.id));
}

function goalRow(goal: Goal) {
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
    start_date: isoDate(goal.startDate),
    priority: goal.priority,
    auto_complete: goal.autoComplete,
    owner_active_at: goal.ownerActiveAt,
    version: String(goal.version),
    created_at: goal.createdAt,
    updated_at: goal.updatedAt,
  };
}

function participantRows(goal: Goal) {
  return goal.participants.map(({ userId, role, contributionAmount }) => ({
    id: newId(),
    goal_id: goal.id,
    user_id: userId,
    role,
    contribution_amount: contributionAmount,
    joined_at: goal.createdAt,
  }));
}

function invitationRow(invitation: GoalInvitation) {
  const { id, goalId, inviterId, inviteeId, role, status, times, createdAt } = invitation;
  return {
    id,
    goal_id: goalId,
    inviter_id: inviterId,
    invitee_id: inviteeId,
    role,
    status,
    times,
    created_at: createdAt,
  };
}
