import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { columnsOf, type SharedItem } from './shared-item.queries';

export interface CommentRow {
  readonly id: string;
  readonly userId: string;
  readonly content: string;
  readonly version: bigint;
  readonly editedAt: Date | null;
  readonly createdAt: Date;
}

/** An item as a viewer sees it. */
export interface ViewedItem {
  readonly itemId: string;
  readonly viewerId: string;
}

const columns = `
  id, user_id AS "userId", content, version, edited_at AS "editedAt", created_at AS "createdAt"`;

const isOfItem = '(checkin_id = $1::uuid OR reflection_id = $1::uuid)';

/** The comments on the item $1, except those of users hidden from $2. */
const ofItem = `
  FROM shared_comments c
 WHERE ${isOfItem}
   AND NOT ${hiddenCondition('$2::uuid', 'c.user_id')}`;

export async function insertComment(sql: Sql, item: SharedItem, row: CommentRow): Promise<void> {
  const { checkinId, reflectionId } = columnsOf(item);
  await sql.execute(
    'shared_comment_insert',
    `INSERT INTO shared_comments (id, checkin_id, reflection_id, user_id, content, version, created_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7)`,
    [row.id, checkinId, reflectionId, row.userId, row.content, row.version, row.createdAt],
  );
}

export async function findComment(
  sql: Sql,
  { itemId }: SharedItem,
  commentId: string,
): Promise<CommentRow | undefined> {
  const [row] = await sql.query<CommentRow>(
    'shared_comment_by_id',
    `SELECT ${columns} FROM shared_comments WHERE ${isOfItem} AND id = $2::uuid`,
    [itemId, commentId],
  );
  return row;
}

export async function saveComment(sql: Sql, row: CommentRow): Promise<void> {
  await sql.execute(
    'shared_comment_save',
    'UPDATE shared_comments SET content = $2, version = $3, edited_at = $4 WHERE id = $1::uuid',
    [row.id, row.content, row.version, row.editedAt],
  );
}

export async function deleteComment(sql: Sql, commentId: string): Promise<void> {
  await sql.execute('shared_comment_delete', 'DELETE FROM shared_comments WHERE id = $1::uuid', [
    commentId,
  ]);
}

/** Counts all comments on an item, also those hidden from the caller. */
export function countAllComments(sql: Sql, itemId: string): Promise<number> {
  const text = `SELECT count(*)::int AS total FROM shared_comments WHERE ${isOfItem}`;
  return countRows(sql, 'shared_comment_total', text, [itemId]);
}

/** Returns the comments on an item that a viewer may see, newest first. */
export function listComments(
  sql: Sql,
  { itemId, viewerId }: ViewedItem,
  window: PageWindow,
): Promise<CommentRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<CommentRow>(
    'shared_comment_page',
    `SELECT ${columns} ${ofItem} AND (created_at, id) < ($3::timestamptz, $4::uuid)
      ORDER BY created_at DESC, id DESC LIMIT $5 OFFSET $6`,
    [itemId, viewerId, at, id, window.limit, window.offset],
  );
}

export function countComments(sql: Sql, { itemId, viewerId }: ViewedItem): Promise<number> {
  const text = `SELECT count(*)::int AS total ${ofItem}`;
  return countRows(sql, 'shared_comment_count', text, [itemId, viewerId]);
}
