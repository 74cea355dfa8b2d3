import type { Sql } from '@tribe/service-kit';

interface Follower {
  readonly rootId: string;
  readonly userId: string;
}

const threadFollow = `
  INSERT INTO thread_followers AS known (root_id, user_id, is_following, read_seq, created_at)
  SELECT root.id, $2::uuid, $3, coalesce((SELECT max(seq) FROM messages WHERE thread_root_id = root.id), root.seq), $4
    FROM messages root WHERE root.id = $1::uuid
  ON CONFLICT (root_id, user_id) DO UPDATE
    SET is_following = excluded.is_following, read_seq = greatest(known.read_seq, excluded.read_seq)
    WHERE known.is_following <> excluded.is_following`;

/** Stores whether a user follows a thread. A user who begins to follow it has read it until then. */
export async function setFollowing(
  sql: Sql,
  { rootId, userId }: Follower,
  isFollowing: boolean,
  at: Date,
): Promise<void> {
  await sql.execute('thread_follow', threadFollow, [rootId, userId, isFollowing, at]);
}

/**
 * Moves the mark of a follower, which never moves back.
 *
 * @returns the id of the follower; undefined without a follower, or when the replies are read already
 */
export async function readReplies(
  sql: Sql,
  { rootId, userId }: Follower,
  seq: bigint,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'thread_read',
    `UPDATE thread_followers SET read_seq = $3
      WHERE root_id = $1::uuid AND user_id = $2::uuid AND read_seq < $3
      RETURNING id`,
    [rootId, userId, seq],
  );

  return row?.id;
}
