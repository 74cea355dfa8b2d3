import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { GoalStatus, TargetType } from '../generated/prisma/enums';

export interface FeedRow {
  readonly id: string;
  readonly entry_type: 'contribution' | 'milestone' | 'completed';
  readonly created_at: Date;
  readonly user_id: string | null;
  readonly amount: string | null;
  readonly milestone_title: string | null;
  readonly participates: boolean;
  readonly goal_id: string;
  readonly title: string;
  readonly image_url: string | null;
  readonly is_public: boolean;
  readonly status: GoalStatus;
  readonly target_type: TargetType;
  readonly target_amount: string | null;
  readonly current_amount: string;
}

export interface GoalFeedFilter {
  readonly viewerId: string;
  readonly friendIds: readonly string[];
}

/** More goals are not in a feed: the newest ones of the viewer, and of the viewer's friends. */
const mostGoals = 200;
/** How many entries `total` counts. Pages go on behind them. */
const mostCounted = 500;

/** The goals of the viewer $1, and public goals that friends $2 created. */
const seenGoals = `
  seen AS MATERIALIZED (
    (SELECT g.id, true AS participates
       FROM goal_participants mine JOIN goals g ON g.id = mine.goal_id
      WHERE mine.user_id = $1::uuid AND mine.left_at IS NULL AND g.deleted_at IS NULL
      ORDER BY mine.goal_id DESC LIMIT ${mostGoals})
    UNION ALL
    (SELECT theirs.id, false
       FROM unnest($2::uuid[]) AS friend (id)
      CROSS JOIN LATERAL (
            SELECT id FROM goals
             WHERE creator_id = friend.id AND is_public AND deleted_at IS NULL OFFSET 0) theirs
      WHERE NOT EXISTS (SELECT FROM goal_participants
                         WHERE goal_id = theirs.id AND user_id = $1::uuid AND left_at IS NULL)
        AND NOT ${hiddenCondition('$1::uuid', 'friend.id')}
      ORDER BY theirs.id DESC LIMIT ${mostGoals}))`;

/**
 * The newest entries of each goal before a position. Viewers who do not take part see no contributions, and no entry shows
 * a user who has left.
 *
 * @param before the parameters of the position, and of the number of entries
 */
const entriesOf = ({ at, id, limit }: { at: string; id: string; limit: string }) => `
  CROSS JOIN LATERAL (
    (SELECT c.id, 'contribution' AS entry_type, c.created_at, c.user_id, c.amount::text, NULL AS milestone_title
       FROM goal_contributions c
      WHERE c.goal_id = seen.id AND seen.participates AND c.corrects_id IS NULL
        AND (c.created_at, c.id) < (${at}::timestamptz, ${id}::uuid)
      ORDER BY c.created_at DESC, c.id DESC LIMIT ${limit})
    UNION ALL
    SELECT m.id, 'milestone', m.achieved_at, CASE WHEN seen.participates THEN m.achieved_by END, NULL, m.title
      FROM goal_milestones m
     WHERE m.goal_id = seen.id AND (m.achieved_at, m.id) < (${at}::timestamptz, ${id}::uuid)
    UNION ALL
    SELECT g.id, 'completed', g.completed_at, NULL, NULL, NULL
      FROM goals g
     WHERE g.id = seen.id AND (g.completed_at, g.id) < (${at}::timestamptz, ${id}::uuid)) entry`;

const feedPage = `
  WITH ${seenGoals}
  SELECT entry.id, entry.entry_type, entry.created_at, member.user_id, entry.amount, entry.milestone_title,
         seen.participates, g.id AS goal_id, g.title, g.image_url, g.is_public, g.status, g.target_type,
         g.target_amount::text, g.current_amount::text
    FROM seen ${entriesOf({ at: '$3', id: '$4', limit: '$5::int + $6::int' })}
    JOIN goals g ON g.id = seen.id
    LEFT JOIN LATERAL (
         SELECT user_id FROM goal_participants
          WHERE goal_id = seen.id AND user_id = entry.user_id AND left_at IS NULL OFFSET 0) member ON true
   ORDER BY entry.created_at DESC, entry.id DESC
   LIMIT $5::int OFFSET $6::int`;

const feedCount = `
  WITH ${seenGoals}
  SELECT count(*)::int AS total
    FROM (SELECT 1 FROM seen ${entriesOf({ at: `'infinity'`, id: `'ffffffff-ffff-ffff-ffff-ffffffffffff'`, limit: String(mostCounted) })}
           LIMIT ${mostCounted}) counted`;

/** Returns the newest progress of the goals that a viewer sees in the feed. */
export function listGoalFeed(
  sql: Sql,
  { viewerId, friendIds }: GoalFeedFilter,
  window: PageWindow,
): Promise<FeedRow[]> {
  const { at, id } = olderThan(window);
  const values = [viewerId, friendIds, at, id, window.limit, window.offset];
  return sql.query<FeedRow>('goal_feed_page', feedPage, values);
}

export function countGoalFeed(sql: Sql, { viewerId, friendIds }: GoalFeedFilter): Promise<number> {
  return countRows(sql, 'goal_feed_count', feedCount, [viewerId, friendIds]);
}
