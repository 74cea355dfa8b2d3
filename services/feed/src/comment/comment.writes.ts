import type { Tx } from '../prisma.service';
import type { PostComment } from './comment.queries';

const commentInsert = `
  WITH counted AS (UPDATE posts SET comments_count = comments_count + 1 WHERE id = $2::uuid),
       answered AS (UPDATE post_comments SET replies_count = replies_count + 1 WHERE id = $3::uuid)
  INSERT INTO post_comments (id, post_id, parent_id, user_id, content, version, created_at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7)`;

/** Inserts a comment and counts it. The post is locked. */
export async function insertComment(tx: Tx, comment: PostComment): Promise<void> {
  const { id, postId, parentId, userId, content, version, createdAt } = comment;
  const values = [id, postId, parentId, userId, content, version, createdAt];
  await tx.sql.execute('post_comment_insert', commentInsert, values);
}

export async function saveComment(tx: Tx, comment: PostComment): Promise<void> {
  const { id, content, version, editedAt } = comment;
  await tx.sql.execute(
    'post_comment_save',
    'UPDATE post_comments SET content = $2, version = $3, edited_at = $4 WHERE id = $1::uuid',
    [id, content, version, editedAt],
  );
}

export type DeletedComment = Pick<PostComment, 'id' | 'version' | 'postId' | 'userId'>;

const commentsDelete = `
  WITH deleted AS (
    DELETE FROM post_comments WHERE id = ANY($1::uuid[]) OR parent_id = ANY($1::uuid[])
    RETURNING id, post_id, parent_id, user_id, version + 1 AS version
  ), counted AS (
    UPDATE posts SET comments_count = comments_count - gone.total
      FROM (SELECT post_id, count(*)::int AS total FROM deleted GROUP BY post_id) gone WHERE posts.id = gone.post_id
  ), answered AS (
    UPDATE post_comments SET replies_count = replies_count - gone.total
      FROM (SELECT parent_id, count(*)::int AS total FROM deleted WHERE parent_id IS NOT NULL GROUP BY parent_id) gone
     WHERE post_comments.id = gone.parent_id AND post_comments.id NOT IN (SELECT id FROM deleted)
  )
  SELECT id, post_id AS "postId", user_id AS "userId", version FROM deleted ORDER BY id`;

/** Deletes comments with the replies to them, and counts the others. Returns what was deleted, with the next version. */
export function deleteComments(tx: Tx, ids: readonly string[]): Promise<DeletedComment[]> {
  return tx.sql.query<DeletedComment>('post_comments_delete', commentsDelete, [ids]);
}
