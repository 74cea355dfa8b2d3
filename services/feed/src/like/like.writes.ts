import { createHash } from 'node:crypto';
import { type EventPublisher, insertEvents, type OutboxEvent } from '@tribe/events';
import type { Sql } from '@tribe/service-kit';

/** A table of likes, and the table whose rows count them. */
export interface LikeTable {
  readonly likes: 'post_likes' | 'comment_likes';
  readonly column: 'post_id' | 'comment_id';
  readonly targets: 'posts' | 'post_comments';
  /** Whether a target can be liked. A comment is deleted with its row. */
  readonly isThere: 'deleted_at IS NULL' | 'true';
}

export const postLikes: LikeTable = {
  likes: 'post_likes',
  column: 'post_id',
  targets: 'posts',
  isThere: 'deleted_at IS NULL',
};
export const commentLikes: LikeTable = {
  likes: 'comment_likes',
  column: 'comment_id',
  targets: 'post_comments',
  isThere: 'true',
};

/** A like to add or to take back, with its event. */
export interface LikeChange {
  /** As {@link likeId} returns it. */
  readonly id: string;
  readonly targetId: string;
  readonly userId: string;
  readonly at: Date;
  /** The Idempotency-Key of the request, see {@link keyIdOf}. */
  readonly keyId: string | undefined;
  readonly event: OutboxEvent;
}

/** The id of a like, which follows from its target and its user: an event names it before the row is written. */
export function likeId(targetId: string, userId: string): string {
  return idFrom(createHash('sha256').update(`like ${targetId} ${userId}`).digest('hex'));
}

/** The id of an Idempotency-Key, which follows from its hash. */
export function keyIdOf(keyHash: string | undefined): string | undefined {
  return keyHash && idFrom(Buffer.from(keyHash, 'base64url').toString('hex'));
}

function idFrom(hash: string): string {
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
  INSERT INTO ${likes} AS known (id, ${column}, user_id, is_active, version, updated_at, key_id)
  SELECT asked.id, asked.target_id, asked.user_id, true, 1, asked.at, asked.key_id
    FROM asked JOIN locked ON locked.id = asked.target_id
  ON CONFLICT (${column}, user_id) DO UPDATE
     SET is_active = true, version = known.version + 1, updated_at = excluded.updated_at,
         key_id = coalesce(excluded.key_id, known.key_id)
   WHERE NOT known.is_active AND (excluded.key_id IS NULL OR known.key_id IS DISTINCT FROM excluded.key_id)
  RETURNING id, ${column} AS target_id, version, 1 AS difference`;

const takenBack = ({ likes }: LikeTable) => `
  UPDATE ${likes} AS known SET is_active = false, version = known.version + 1, updated_at = asked.at
    FROM asked JOIN locked ON locked.id = asked.target_id
   WHERE known.id = asked.id AND known.is_active
  RETURNING known.id, asked.target_id, known.version, -1 AS difference`;

/** The lock is held for the time of one statement, whatever the number of users. */
const changeOf = (table: LikeTable, change: string) => `
  WITH asked AS (
    SELECT id, target_id, user_id, at, key_id
      FROM json_to_recordset($2::json) AS asked (id uuid, target_id uuid, user_id uuid, at timestamptz, key_id uuid)
  ), locked AS (
    SELECT id, likes_count FROM ${table.targets}
     WHERE id IN (SELECT target_id FROM asked) AND ${table.isThere} ORDER BY id FOR NO KEY UPDATE
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
  SELECT asked.id, coalesce(counted.likes_count, locked.likes_count) AS likes,
         EXISTS (SELECT FROM ${table.likes} known
                  WHERE known.id = asked.id AND NOT known.is_active AND known.key_id = asked.key_id) AS "isTakenBack"
    FROM asked JOIN locked ON locked.id = asked.target_id LEFT JOIN counted ON counted.id = locked.id`;

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

/** The likes of a target after a change. */
export interface LikeState {
  readonly likes: number;
  /** The request is a repeated one, whose like was taken back since. */
  readonly isTakenBack: boolean;
}

/**
 * Adds or takes back likes with one statement: the likes, the counts and the events. What a user has liked before changes
 * nothing, nor does a request that is repeated with its Idempotency-Key.
 *
 * @returns the state for each change, undefined for a target that does not exist
 */
export async function writeLikes(
  sql: Sql,
  events: EventPublisher,
  { table, isLiked }: { readonly table: LikeTable; readonly isLiked: boolean },
  changes: readonly LikeChange[],
): Promise<(LikeState | undefined)[]> {
  // The same like twice would change its row twice.
  const distinct = [...new Map(changes.map((change) => [change.id, change])).values()];

  const rows = distinct.map(({ id, targetId, userId, at, keyId }) => ({
    id,
    target_id: targetId,
    user_id: userId,
    at,
    key_id: keyId,
  }));

  const written = await events.publishReturning<LikeState & { id: string }>(
    sql,
    distinct.map(({ event }) => event),
    {
      name: `${table.likes}_${isLiked ? 'add' : 'take'}`,
      text: texts[table.likes][isLiked ? 'add' : 'take'],
      values: [JSON.stringify(rows)],
    },
  );

  const states = new Map(written.map((state) => [state.id, state]));

  return changes.map(({ id }) => states.get(id));
}
