import type { Sql } from '@tribe/service-kit';
import { existsFor } from '../people/people.queries';
import { canSeePost } from '../post/post.queries';

/** A post or comment whose text can mention users. */
export interface WrittenText {
  readonly postId: string;
  /** Null for the post itself. */
  readonly commentId: string | null;
  readonly authorId: string;
  readonly text: string;
  /** The user who is notified of the text anyway. */
  readonly notifiedId: string | null;
}

export async function findPostText(sql: Sql, postId: string): Promise<WrittenText | undefined> {
  const [row] = await sql.query<WrittenText>(
    'mention_post_text',
    `SELECT id AS "postId", NULL::uuid AS "commentId", author_id AS "authorId", coalesce(caption, '') AS text,
            NULL::uuid AS "notifiedId"
       FROM posts WHERE id = $1::uuid AND deleted_at IS NULL`,
    [postId],
  );
  return row;
}

export async function findCommentText(
  sql: Sql,
  commentId: string,
): Promise<WrittenText | undefined> {
  const [row] = await sql.query<WrittenText>(
    'mention_comment_text',
    `SELECT c.post_id AS "postId", c.id AS "commentId", c.user_id AS "authorId", c.content AS text,
            CASE WHEN parent.user_id <> c.user_id THEN parent.user_id ELSE p.author_id END AS "notifiedId"
       FROM post_comments c JOIN posts p ON p.id = c.post_id AND p.deleted_at IS NULL
       LEFT JOIN post_comments parent ON parent.id = c.parent_id
      WHERE c.id = $1::uuid`,
    [commentId],
  );
  return row;
}

/**
 * Returns the ids of those of the users that a text can mention, by username in lower case: other users who see the text and
 * its author.
 */
export async function findMentionable(
  sql: Sql,
  { postId, authorId }: WrittenText,
  usernames: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ username: string; userId: string }>(
    'mention_mentionable',
    `SELECT lower(card.username) AS username, card.user_id AS "userId"
       FROM user_cards card JOIN posts p ON p.id = $1::uuid
      WHERE card.is_active AND lower(card.username) = ANY($3::text[]) AND card.user_id <> $2::uuid
        AND ${existsFor('card.user_id', '$2::uuid')}
        AND (card.user_id = p.author_id OR ${canSeePost('card.user_id')})`,
    [postId, authorId, usernames],
  );
  return new Map(rows.map(({ username, userId }) => [username, userId]));
}

/**
 * Stores the users that a text mentions now. Users who were mentioned before and are not any more keep a row, so that they
 * are not notified again.
 *
 * @returns the users who were not mentioned before
 */
export async function saveMentions(
  sql: Sql,
  { postId, commentId }: WrittenText,
  userIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.query<{ userId: string }>(
    'mentions_save',
    `WITH ended AS (
       UPDATE post_mentions SET is_current = false
        WHERE target_id = $1::uuid AND is_current AND NOT user_id = ANY($4::uuid[])
     ), kept AS (
       UPDATE post_mentions SET is_current = true
        WHERE target_id = $1::uuid AND NOT is_current AND user_id = ANY($4::uuid[])
     )
     INSERT INTO post_mentions (target_id, user_id, post_id, comment_id, is_current)
     SELECT $1::uuid, user_id, $2::uuid, $3::uuid, true FROM unnest($4::uuid[]) AS mentioned (user_id)
     ON CONFLICT (target_id, user_id) DO NOTHING
     RETURNING user_id AS "userId"`,
    [commentId ?? postId, postId, commentId, userIds],
  );
  return rows.map(({ userId }) => userId);
}

/** The card of an author for an event, undefined while it is under way. */
export async function findAuthorCard(sql: Sql, userId: string) {
  const [row] = await sql.query<{
    id: string;
    username: string;
    fullName: string;
    profileImageUrl: string | null;
  }>(
    'mention_author',
    `SELECT user_id AS id, username, full_name AS "fullName", profile_image_url AS "profileImageUrl"
       FROM user_cards WHERE user_id = $1::uuid`,
    [userId],
  );
  return row && { ...row, profileImageUrl: row.profileImageUrl ?? undefined };
}
