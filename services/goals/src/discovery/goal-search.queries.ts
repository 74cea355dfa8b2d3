import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { GoalStatus, TargetType } from '../generated/prisma/enums';

export interface FoundGoalRow {
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  readonly status: GoalStatus;
  readonly target_type: TargetType;
  readonly target_amount: string | null;
  readonly current_amount: string;
  readonly participants_count: number;
}

/** How many goals `total` counts. Pages go on behind them. */
const mostCounted = 500;

/** The expression of the index `idx_goals_public_words`. */
const words = `to_tsvector('simple', title)`;

/**
 * Public goals, found by their words, and the goals of the viewer. `OFFSET 0` keeps the use of the indexes also for a plan
 * that was made while the tables were small.
 */
const found = `
  FROM (SELECT id FROM (
          SELECT id, creator_id FROM goals
           WHERE is_public AND deleted_at IS NULL AND archived_at IS NULL AND ${words} @@ to_tsquery('simple', $2)
          OFFSET 0) shown
         WHERE NOT ${hiddenCondition('$1::uuid', 'shown.creator_id')}
        UNION
        SELECT own.id FROM (
          SELECT g.id, g.title FROM goal_participants mine
            JOIN goals g ON g.id = mine.goal_id
           WHERE mine.user_id = $1::uuid AND mine.left_at IS NULL AND g.deleted_at IS NULL
          OFFSET 0) own
         WHERE ${words} @@ to_tsquery('simple', $2)) match`;

const foundPage = `
  SELECT g.id, g.title, g.category, g.status, g.target_type, g.target_amount::text, g.current_amount::text,
         (SELECT count(*)::int FROM goal_participants WHERE goal_id = g.id AND left_at IS NULL) AS participants_count
    FROM (SELECT match.id ${found} WHERE match.id < $3::uuid ORDER BY match.id DESC LIMIT $4 OFFSET $5) page
    JOIN goals g ON g.id = page.id
   ORDER BY g.id DESC`;

const foundCount = `SELECT count(*)::int AS total FROM (SELECT 1 ${found} LIMIT ${mostCounted}) counted`;

export interface GoalSearch {
  readonly viewerId: string;
  /** A query as `wordsQuery` returns it. */
  readonly words: string;
}

/** Returns the goals that match a search, newest first. */
export function listFoundGoals(
  sql: Sql,
  search: GoalSearch,
  window: PageWindow,
): Promise<FoundGoalRow[]> {
  const { limit, offset } = window;
  const values = [search.viewerId, search.words, olderThan(window).id, limit, offset];
  return sql.query<FoundGoalRow>('found_goal_page', foundPage, values);
}

export function countFoundGoals(sql: Sql, search: GoalSearch): Promise<number> {
  return countRows(sql, 'found_goal_count', foundCount, [search.viewerId, search.words]);
}
