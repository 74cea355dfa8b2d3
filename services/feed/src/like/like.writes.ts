import { createHash } from 'node:crypto';
import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import type { Sql } from '@tribe/service-kit';

/** A table of likes, and the table whose rows count them. */
export interface LikeTable {
  readonly likes: 'post_likes' | 'comment_likes';
  readonly column: 'post_id' | 'comment_id';
  readonly targets: 'posts' | 'post_comments';
}

export const postLikes: LikeTable = { likes: 'post_likes', column: 'post_id', targets: 'posts' };
export const commentLikes: LikeTable = {
  likes: 'comment_likes',
  column: 'comment_id',
  targets: 'post_comments',
};

/** A like to add or to take back, with its event. */
export interface LikeChange {
  /** As {@link likeId} returns it. */
  readonly id: string;
  readonly targetId: string;
  readonly userId: string;
  readonly at: Date;
  readonly event: OutboxEvent;
}

/** The id of a like, which follows from its target and its user: an event names it before the row is written. */
export function likeId(targetId: string, userId: string): string {
  const hash = createHash('sha256').update(`like ${targetId} ${userId}`).digest('hex');
  const [a, b, c, d, e] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
    hash.slice(20, 32),
  ];

  // A UUID of version 8, whose bits mean nothing.
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

const added = ({ likes, column }: LikeTable) => `
  INSERT INTO ${likes} AS known (id, ${column}, user_id, is_active, version, updated_at)
  SELECT asked.id, asked.target_id, asked.user_id, true, 1, asked.at
    FROM asked JOIN locked ON locked.id = asked.target_id
  ON CONFLICT (${column}, user_id) DO UPDATE
     SET is_active = true, version = known.version + 1, updated_at = excluded.updated_at
   WHERE NOT known.is_active
  RETURNING id, ${column} AS target_id, version, 1 AS difference`;

const takenBack = ({ likes }: LikeTable) => `
  UPDATE ${likes} AS known SET is_active = false, version = known.version + 1, updated_at = asked.at
    FROM asked JOIN locked ON locked.id = asked.target_id
   WHERE known.id = asked.id AND known.is_active
  RETURNING known.id, asked.target_id, known.version, -1 AS difference`;

/** The lock is held for the time of one statement, whatever the number of users. */
const changeOf = (table: LikeTable, change: string) => `
  WITH asked AS (
    SELECT id, target_id, user_id, at
      FROM json_to_recordset($2::json) AS asked (id uuid, target_id uuid, user_id uuid, at timestamptz)
  ), locked AS (
    SELECT id FROM ${table.targets} WHERE id IN (SELECT target_id FROM asked) ORDER BY id FOR NO KEY UPDATE
  ), changed AS (${change}
  ), counted AS (
    UPDATE ${table.targets} AS target SET likes_count = target.likes_count + sums.difference
      FROM (SELECT target_id, sum(difference)::int AS difference FROM changed GROUP BY target_id) sums
     WHERE target.id = sums.target_id
    RETURNING target.id, target.likes_count
  ), published AS (
    ${insertEvents(
      'event.entity_id IN (SELECT id FROM changed)',
      '(SELECT version FROM changed WHERE changed.id = event.entity_id)',
    )}
  )
  SELECT target.id, coalesce(counted.likes_count, target.likes_count) AS likes
    FROM ${table.targets} target LEFT JOIN counted ON counted.id = target.id
   WHERE target.id IN (SELECT target_id FROM asked)`;

const texts = {
  post_likes: {
    add: changeOf(postLikes, added(postLikes)),
    take: changeOf(postLikes, takenBack(postLikes)),
  },
  comment_likes: {
    add: changeOf(commentLikes, added(commentLikes)),
    take: changeOf(commentLikes, takenBack(commentLikes)),
  },
};

/**
 * Adds or takes back likes with one statement: the likes, the counts and the events. What a user has liked before changes
 * nothing.
 *
 * @returns the number of likes for each change, undefined for a target that does not exist
 */
export async function writeLikes(
  sql: Sql,
  events: EventPublisher,
  { table, isLiked }: { readonly table: LikeTable; readonly isLiked: boolean },
  changes: readonly LikeChange[],
): Promise<(number | undefined)[]> {
  // The same like twice would change its row twice.
  const distinct = [...new Map(changes.map((change) => [change.id, change])).values()];

  const rows = distinct.map(({ id, targetId, userId, at }) => ({
    id,
    target_id: targetId,
    user_id: userId,
    at,
  }));

  const counted = await events.publishReturning<{ id: string; likes: number }>(
    sql,
    distinct.map(({ event }) => event),
    {
      name: `${table.likes}_${isLiked ? 'add' : 'take'}`,
      text: texts[table.likes][isLiked ? 'add' : 'take'],
      values: [JSON.stringify(rows)],
    },
  );

  const counts = new Map(counted.map(({ id, likes }) => [id, likes]));

  return changes.map(({ targetId }) => counts.get(targetId));
}
