import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** The facts of an event about a goal. */
export interface GoalState {
  readonly goalId: string;
  readonly version: bigint;
  readonly category: string | null;
  readonly isPublic: boolean;
  readonly isOpen: boolean;
}

export interface GoalMember {
  readonly userId: string;
  /** null for a role that this release does not know. */
  readonly role: string | null;
}

/**
 * Writes the state of a goal. An older version never overwrites a newer one, so order and repetition of events do not
 * matter.
 *
 * @returns whether it was written
 */
export async function saveGoal(sql: Sql, goal: GoalState): Promise<boolean> {
  const { goalId, version, category, isPublic, isOpen } = goal;
  const rows = await sql.execute(
    'known_goal_upsert',
    `INSERT INTO known_goals AS known (goal_id, version, category, is_public, is_open)
     VALUES ($1::uuid, $2, $3, $4, $5)
     ON CONFLICT (goal_id) DO UPDATE
       SET version = excluded.version, category = excluded.category, is_public = excluded.is_public,
           is_open = excluded.is_open
       WHERE known.version <= excluded.version`,
    [goalId, version, category, isPublic, isOpen],
  );
  return rows > 0;
}

/**
 * Replaces the members of a goal.
 *
 * @returns the users who were members before or are members afterwards, when the two differ; otherwise none
 */
export async function replaceMembers(
  tx: Tx,
  goalId: string,
  members: readonly GoalMember[],
): Promise<string[]> {
  const rows = await tx.goalMember.findMany({ where: { goalId }, select: { userId: true } });
  const formerIds = rows.map(({ userId }) => userId);
  const memberIds = members.map(({ userId }) => userId);
  await tx.goalMember.deleteMany({ where: { goalId, userId: { notIn: memberIds } } });

  await tx.sql.execute(
    'goal_member_upsert',
    `INSERT INTO goal_members (goal_id, user_id, role)
     SELECT $1::uuid, user_id, role FROM unnest($2::uuid[], $3::text[]) AS m (user_id, role)
     ON CONFLICT (user_id, goal_id) DO UPDATE SET role = excluded.role`,
    [goalId, memberIds, members.map(({ role }) => role)],
  );

  const isSame =
    formerIds.length === memberIds.length &&
    formerIds.every((userId) => memberIds.includes(userId));

  return isSame ? [] : [...memberIds, ...formerIds];
}
