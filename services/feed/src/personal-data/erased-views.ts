import type { PageById, Sql } from '@tribe/service-kit';

/** A story that a user has seen, by the id of the story. */
interface OwnView {
  readonly id: string;
  readonly viewedAt: Date;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Returns the stories that a user has seen, by their ids. */
export function listOwnViews(
  sql: Sql,
  viewerId: string,
  after: PageById['after'],
  take: number,
): Promise<OwnView[]> {
  return sql.query<OwnView>(
    'story_views_of_viewer',
    `SELECT story_id AS id, viewed_at AS "viewedAt" FROM story_views
      WHERE viewer_id = $1::uuid AND story_id > $2::uuid ORDER BY story_id LIMIT $3`,
    [viewerId, after.id?.gt ?? firstId, take],
  );
}

/** Deletes a batch of the views of a user, and counts those that remain. */
export async function eraseViews(sql: Sql, viewerId: string, limit: number): Promise<number> {
  const [row] = await sql.query<{ total: number }>(
    'story_views_erase',
    `WITH asked AS (
       SELECT story_id FROM story_views WHERE viewer_id = $1::uuid ORDER BY story_id LIMIT $2
     ), locked AS (
       SELECT id FROM stories WHERE id IN (SELECT story_id FROM asked) ORDER BY id FOR NO KEY UPDATE
     ), deleted AS (
       DELETE FROM story_views WHERE viewer_id = $1::uuid AND story_id IN (SELECT id FROM locked) RETURNING story_id
     ), counted AS (
       UPDATE stories SET views_count = views_count - 1 WHERE id IN (SELECT story_id FROM deleted))
     SELECT count(*)::int AS total FROM deleted`,
    [viewerId, limit],
  );
  return row?.total ?? 0;
}
