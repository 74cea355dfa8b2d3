import type { Sql } from '@tribe/service-kit';

/** A kind of goal that friends of a person pursue, too. */
export interface GoalSuggestionRow {
  /** As the person wrote it. */
  readonly category: string;
  readonly friendsCount: number;
  /** Of these friends, those of the newest friendships. */
  readonly friendIds: readonly string[];
}

/** Friends shown with one suggestion. */
const mostShown = 5;
/** Friends looked at, and goals of each: the newest. Bounds the work for people with thousands. */
const mostFriends = 500;
const mostGoals = 50;

const pursuing = `role IN ('creator', 'member')`;

/** Open goals of a person, of which the category is known, newest first. */
const openGoalsOf = (user: string) => `
  (SELECT k.goal_id, m.role, k.is_public, k.category, lower(k.category) AS kind
     FROM (SELECT goal_id, role FROM goal_members WHERE user_id = ${user} ORDER BY goal_id DESC LIMIT ${mostGoals}) AS m
    CROSS JOIN LATERAL (SELECT * FROM known_goals WHERE goal_id = m.goal_id OFFSET 0) AS k
    WHERE k.is_open AND k.category IS NOT NULL)`;

/**
 * Kinds of goals that a person pursues and friends pursue apart from them, by how many friends. Of a friend only goals count that
 * the person may see: public ones whose creator is not hidden from them. Muted friends and those who are not to be suggested are
 * left out.
 */
export function selectGoalSuggestions(
  sql: Sql,
  userId: string,
  limit: number,
): Promise<GoalSuggestionRow[]> {
  return sql.query<GoalSuggestionRow>(
    'goal_suggestions',
    `WITH mine AS MATERIALIZED (SELECT * FROM ${openGoalsOf('$1::uuid')} AS own),
     pursued AS MATERIALIZED (SELECT kind, min(category) AS category FROM mine WHERE ${pursuing} GROUP BY kind),
     muted AS MATERIALIZED (SELECT muted_id FROM muted_users WHERE muter_id = $1::uuid AND unmuted_at IS NULL),
     hidden AS MATERIALIZED (
       SELECT blocked_id AS id FROM blocked_users WHERE blocker_id = $1::uuid AND unblocked_at IS NULL
       UNION ALL
       SELECT blocker_id FROM blocked_users WHERE blocked_id = $1::uuid AND unblocked_at IS NULL),
     friends AS MATERIALIZED (
       SELECT e.friend_id, e.since
         FROM (SELECT friend_id, since FROM friend_edges
                WHERE user_id = $1::uuid AND friend_id NOT IN (SELECT muted_id FROM muted)
                ORDER BY since DESC, friend_id DESC LIMIT ${mostFriends}) AS e
        CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = e.friend_id OFFSET 0) AS c
        WHERE c.is_active AND c.appear_in_suggestions),
     alike AS (
       SELECT f.friend_id, f.since, g.kind
         FROM friends AS f CROSS JOIN LATERAL ${openGoalsOf('f.friend_id')} AS g
        WHERE g.${pursuing} AND g.kind IN (SELECT kind FROM pursued)
          AND (g.goal_id IN (SELECT goal_id FROM mine)
               OR (g.is_public AND (SELECT user_id FROM goal_members WHERE goal_id = g.goal_id AND role = 'creator' LIMIT 1)
                                   NOT IN (SELECT id FROM hidden)))
        GROUP BY f.friend_id, f.since, g.kind
       -- Who shares one of this kind already needs no suggestion.
       HAVING NOT bool_or(g.goal_id IN (SELECT goal_id FROM mine)))
     SELECT p.category, count(*)::int AS "friendsCount",
            (array_agg(a.friend_id ORDER BY a.since DESC, a.friend_id DESC))[1:${mostShown}] AS "friendIds"
       FROM alike AS a CROSS JOIN LATERAL (SELECT * FROM pursued WHERE kind = a.kind) AS p
      GROUP BY p.kind, p.category
      ORDER BY count(*) DESC, p.kind
      LIMIT $2`,
    [userId, limit],
  );
}
