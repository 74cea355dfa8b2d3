import type { Sql } from '@tribe/service-kit';

const counted = {
  post_likes: { column: 'post_id', targets: 'posts' },
  comment_likes: { column: 'comment_id', targets: 'post_comments' },
} as const;

/** Deletes a batch of the likes of a user, and counts those that remain. */
export async function eraseLikes(
  sql: Sql,
  likes: keyof typeof counted,
  userId: string,
  limit: number,
): Promise<number> {
  const { column, targets } = counted[likes];
  const [row] = await sql.query<{ total: number }>(
    `${likes}_erase`,
    `WITH asked AS (
       SELECT id, ${column} AS target_id FROM ${likes} WHERE user_id = $1::uuid ORDER BY id LIMIT $2
     ), locked AS (
       SELECT id FROM ${targets} WHERE id IN (SELECT target_id FROM asked) ORDER BY id FOR NO KEY UPDATE
     ), deleted AS (
       DELETE FROM ${likes} WHERE id IN (SELECT asked.id FROM asked JOIN locked ON locked.id = asked.target_id)
       RETURNING ${column} AS target_id, is_active
     ), recounted AS (
       UPDATE ${targets} AS target SET likes_count = target.likes_count - gone.total
         FROM (SELECT target_id, count(*)::int AS total FROM deleted WHERE is_active GROUP BY target_id) gone
        WHERE target.id = gone.target_id)
     SELECT count(*)::int AS total FROM deleted`,
    [userId, limit],
  );
  return row?.total ?? 0;
}
