import type { Sql } from '@tribe/service-kit';

/** The facts of an event about a goal. */
export interface GoalState {
  readonly goalId: string;
  readonly version: bigint;
  readonly category: string | null;
  readonly isPublic: boolean;
  readonly isOpen: boolean;
  readonly members: readonly GoalMember[];
}

export interface GoalMember {
  readonly userId: string;
  /** null for a role that this release does not know. */
  readonly role: string | null;
}

const goalUpsert = `
  INSERT INTO known_goals AS known (goal_id, version, category, is_public, is_open)
  VALUES ($1::uuid, $2, $3, $4, $5)
  ON CONFLICT (goal_id) DO UPDATE
  SET version = excluded.version, category = excluded.category, is_public = excluded.is_public,
      is_open = excluded.is_open
  WHERE known.version <= excluded.version`;

/**
 * Does nothing unless the goal has the given version. Locks the rows of suggestions in the order of users, as
 * `markSuggestionsStale` does.
 */
const membersReplace = `
  WITH saved AS (
    SELECT goal_id FROM known_goals WHERE goal_id = $1::uuid AND version = $2
  ), present AS (
    SELECT saved.goal_id, member.user_id, member.role
      FROM saved CROSS JOIN unnest($3::uuid[], $4::text[]) AS member (user_id, role)
  ), former AS (
    SELECT member.user_id FROM saved JOIN goal_members AS member USING (goal_id)
  ), removed AS (
    DELETE FROM goal_members AS member USING saved
     WHERE member.goal_id = saved.goal_id AND member.user_id <> ALL ($3::uuid[])
  ), added AS (
    INSERT INTO goal_members AS known (goal_id, user_id, role) SELECT goal_id, user_id, role FROM present
    ON CONFLICT (user_id, goal_id) DO UPDATE SET role = excluded.role WHERE known.role IS DISTINCT FROM excluded.role
  ), changed AS (
    (SELECT user_id FROM present EXCEPT SELECT user_id FROM former)
     UNION ALL
    (SELECT user_id FROM former EXCEPT SELECT user_id FROM present)
  ), affected AS (
    SELECT user_id FROM suggestion_refreshes
     WHERE EXISTS (SELECT FROM changed)
       AND user_id IN (SELECT user_id FROM present UNION ALL SELECT user_id FROM former)
     ORDER BY user_id
       FOR UPDATE
  )
  DELETE FROM suggestion_refreshes WHERE user_id IN (SELECT user_id FROM affected)`;

/**
 * Writes the state of a goal with its members, and marks the suggestions of its former and present members as outdated if
 * the members changed. An older version never overwrites a newer one, so order and repetition of events do not matter.
 *
 * The goal is locked by a statement of its own, so that the next one sees the members that another transaction has just
 * written. Both are sent at once.
 */
export async function saveGoal(sql: Sql, goal: GoalState): Promise<void> {
  const { goalId, version, category, isPublic, isOpen, members } = goal;
  const userIds = members.map(({ userId }) => userId);
  const roles = members.map(({ role }) => role);

  await Promise.all([
    sql.execute('known_goal_upsert', goalUpsert, [goalId, version, category, isPublic, isOpen]),
    sql.execute('goal_members_replace', membersReplace, [goalId, version, userIds, roles]),
  ]);
}
