import type { Sql } from '@tribe/service-kit';
import { hiddenFrom } from '../people/hidden.queries';
import { cardOf } from '../people/user-card.queries';

/** A kind of goal that friends of a user pursue, too. */
export interface GoalSuggestionRow {
  /** As the user wrote it. */
  readonly category: string;
  readonly friendsCount: number;
  /** The friends of the newest friendships among them. */
  readonly friendIds: readonly string[];
}

/** How many friends a suggestion shows. */
const mostShown = 5;
/** How many friends of a user, and goals of each, are read: the newest. */
const mostFriends = 500;
const mostGoals = 50;

const pursues = `role IN ('creator', 'member')`;

/** The open goals of a user whose category is known, newest first. */
const openGoalsOf = (userId: string) => `
  (SELECT k.goal_id, m.role, k.is_public, k.category, lower(k.category) AS kind
     FROM (SELECT goal_id, role FROM goal_members WHERE user_id = ${userId} ORDER BY goal_id DESC LIMIT ${mostGoals}) AS m
    CROSS JOIN LATERAL (SELECT * FROM known_goals WHERE goal_id = m.goal_id OFFSET 0) AS k
    WHERE k.is_open AND k.category IS NOT NULL)`;

const goalSuggestions = `
  WITH mine AS MATERIALIZED (SELECT * FROM ${openGoalsOf('$1::uuid')} AS own),
  pursued AS MATERIALIZED (SELECT kind, min(category) AS category FROM mine WHERE ${pursues} GROUP BY kind),
  muted AS MATERIALIZED (SELECT muted_id FROM muted_users WHERE muter_id = $1::uuid AND unmuted_at IS NULL),
  hidden AS MATERIALIZED (${hiddenFrom('$1::uuid')}),
  friends AS MATERIALIZED (
    SELECT e.friend_id, e.since
      FROM (SELECT friend_id, since FROM friend_edges
             WHERE user_id = $1::uuid AND friend_id NOT IN (SELECT muted_id FROM muted)
             ORDER BY since DESC, friend_id DESC LIMIT ${mostFriends}) AS e
     CROSS JOIN ${cardOf('e.friend_id')} AS c
     WHERE c.is_active AND c.appear_in_suggestions),
  alike AS (
    SELECT f.friend_id, f.since, g.kind
      FROM friends AS f CROSS JOIN LATERAL ${openGoalsOf('f.friend_id')} AS g
     WHERE g.${pursues} AND g.kind IN (SELECT kind FROM pursued)
       AND (g.goal_id IN (SELECT goal_id FROM mine)
            OR (g.is_public AND (SELECT user_id FROM goal_members WHERE goal_id = g.goal_id AND role = 'creator' LIMIT 1)
                                NOT IN (SELECT id FROM hidden)))
     GROUP BY f.friend_id, f.since, g.kind
    -- Friends who share a goal of the kind with the user already are left out.
    HAVING NOT bool_or(g.goal_id IN (SELECT goal_id FROM mine)))
  SELECT p.category, count(*)::int AS "friendsCount",
         (array_agg(a.friend_id ORDER BY a.since DESC, a.friend_id DESC))[1:${mostShown}] AS "friendIds"
    FROM alike AS a CROSS JOIN LATERAL (SELECT * FROM pursued WHERE kind = a.kind) AS p
   GROUP BY p.kind, p.category
   ORDER BY count(*) DESC, p.kind
   LIMIT $2`;

/**
 * Kinds of goals that a user and friends pursue, each on their own, by the number of friends. Of the friends' goals, only
 * public goals count whose creators are not hidden from the user. Muted friends, and friends who do not appear in
 * suggestions, are left out.
 */
export function listGoalSuggestions(
  sql: Sql,
  userId: string,
  limit: number,
): Promise<GoalSuggestionRow[]> {
  return sql.query<GoalSuggestionRow>('goal_suggestion_list', goalSuggestions, [userId, limit]);
}
