import type { Sql } from '@tribe/service-kit';
import { isCurrent, canSeeActivity } from '../activity/activity.queries';
import type { ActivityType } from '../generated/prisma/enums';
import {
  type FeedPair,
  type FriendBatch,
  friendIds,
  noBatch,
  type WrittenBatch,
} from './fan-out.queries';

/** An activity that goes into feeds. */
export interface SpreadActivity {
  readonly id: string;
  readonly activityType: ActivityType;
  readonly actorId: string;
  readonly shownAt: Date;
}

/** Returns an activity unless it has ended. */
export async function findSpread(sql: Sql, id: string): Promise<SpreadActivity | undefined> {
  const [row] = await sql.query<SpreadActivity>(
    'feed_activity_spread',
    `SELECT id, activity_type AS "activityType", actor_id AS "actorId", shown_at AS "shownAt"
       FROM feed_activities WHERE id = $1::uuid AND deleted_at IS NULL`,
    [id],
  );
  return row;
}

/** Writes an activity into the feeds of a batch of friends. */
export async function writeActivityEntries(
  sql: Sql,
  activity: SpreadActivity,
  { authorId, afterId, limit }: FriendBatch,
): Promise<WrittenBatch> {
  const [row] = await sql.query<WrittenBatch>(
    'feed_activity_entries_write',
    `WITH batch AS (${friendIds} WHERE friend_id > $2::uuid ORDER BY friend_id LIMIT $3),
          written AS (
            INSERT INTO feed_activity_entries (user_id, activity_id, shown_at)
            SELECT friend_id, $4::uuid, $5::timestamptz FROM batch
            ON CONFLICT (user_id, activity_id) DO NOTHING
            RETURNING user_id, activity_id)
     SELECT (SELECT friend_id FROM batch ORDER BY friend_id DESC LIMIT 1) AS last,
            ARRAY(SELECT w.user_id FROM written w JOIN feed_activities a ON a.id = w.activity_id
                   WHERE ${canSeeActivity('w.user_id')}) AS "userIds"`,
    [authorId, afterId, limit, activity.id, activity.shownAt],
  );
  return row ?? noBatch;
}

/** Writes the newest activities of a user into the feed of a new friend. */
export async function writeNewestActivities(
  sql: Sql,
  pair: FeedPair,
  limit: number,
): Promise<void> {
  await sql.execute(
    'feed_activity_entries_newest',
    `INSERT INTO feed_activity_entries (user_id, activity_id, shown_at)
     SELECT $2::uuid, a.id, a.shown_at FROM feed_activities a
      WHERE a.actor_id = $1::uuid AND ${isCurrent} ORDER BY a.shown_at DESC, a.id DESC LIMIT $3
     ON CONFLICT (user_id, activity_id) DO NOTHING`,
    [pair.authorId, pair.userId, limit],
  );
}

/** Removes a batch of the activities that a former friend has. Readers skip them already. */
export function deleteActivityEntries(sql: Sql, pair: FeedPair, limit: number): Promise<number> {
  return sql.execute(
    'feed_activity_entries_forget',
    `DELETE FROM feed_activity_entries WHERE (user_id, activity_id) IN (
       SELECT e.user_id, e.activity_id FROM feed_activity_entries e JOIN feed_activities a ON a.id = e.activity_id
        WHERE e.user_id = $2::uuid AND a.actor_id = $1::uuid LIMIT $3)`,
    [pair.authorId, pair.userId, limit],
  );
}
