import { batched, countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Post } from '../generated/prisma/client';
import type { MediaState, PostType, PostVisibility } from '../generated/prisma/enums';
import { friendCondition, isActiveFor, isPrivate } from '../people/people.queries';
import type { Tx } from '../prisma.service';

export type { Post };

const columns = `id, author_id AS "authorId", post_type AS "postType", caption, media_id AS "mediaId", goal_id AS "goalId",
  location, visibility, published_at AS "publishedAt", is_pulled AS "isPulled", archived_at AS "archivedAt",
  deleted_at AS "deletedAt", likes_count AS "likesCount", comments_count AS "commentsCount", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const postsById = `SELECT ${columns} FROM posts WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`;

async function findPosts(sql: Sql, ids: readonly string[]): Promise<Map<string, Post>> {
  const rows = await sql.query<Post>('post_by_id', postsById, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the post, or undefined if it does not exist or was deleted. */
export const findPost = batched(findPosts);

/** Locks a post until the end of the transaction, and returns it. */
export async function lockPost(tx: Tx, postId: string): Promise<Post | undefined> {
  const lock = 'SELECT FROM posts WHERE id = $1::uuid FOR NO KEY UPDATE';
  // Both statements are sent at once and run in sequence, so the read sees the changes of the previous lock holder.
  const [, post] = await Promise.all([
    tx.sql.execute('post_lock', lock, [postId]),
    findPost(tx.sql, postId),
  ]);
  return post;
}

/** A post with everything that a viewer sees of it. */
export interface ShownPost {
  readonly id: string;
  readonly authorId: string;
  readonly username: string | null;
  readonly fullName: string | null;
  readonly profileImageUrl: string | null;
  readonly postType: PostType;
  readonly caption: string | null;
  readonly mediaId: string | null;
  readonly mediaState: MediaState | null;
  readonly mediaWidth: number | null;
  readonly mediaHeight: number | null;
  readonly mediaBlurhash: string | null;
  readonly goalId: string | null;
  readonly goalTitle: string | null;
  readonly location: string | null;
  readonly visibility: PostVisibility;
  readonly publishedAt: Date | null;
  readonly archivedAt: Date | null;
  readonly likesCount: number;
  readonly commentsCount: number;
  readonly isLiked: boolean;
  readonly version: bigint;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of {@link ShownPost} for the viewer `$1`, of what {@link shownFrom} joins. */
export const shownColumns = `p.id, p.author_id AS "authorId", card.username, card.full_name AS "fullName",
  card.profile_image_url AS "profileImageUrl", p.post_type AS "postType", p.caption, p.media_id AS "mediaId",
  media.state AS "mediaState", media.width AS "mediaWidth", media.height AS "mediaHeight",
  media.blurhash AS "mediaBlurhash", goal.goal_id AS "goalId", goal.title AS "goalTitle", p.location, p.visibility,
  p.published_at AS "publishedAt", p.archived_at AS "archivedAt", p.likes_count AS "likesCount",
  p.comments_count AS "commentsCount", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  EXISTS (SELECT FROM post_likes WHERE post_id = p.id AND user_id = $1::uuid AND is_active) AS "isLiked"`;

/**
 * Joins everything that a post `p` is shown with. The title of a goal is shown while the author takes part in it: to all
 * who see the post if the goal is public or the author's alone, and otherwise to its participants, whose secret it is.
 */
export const shownFrom = `
  LEFT JOIN user_cards card ON card.user_id = p.author_id
  LEFT JOIN media_cards media ON media.media_id = p.media_id
  LEFT JOIN goal_cards goal ON goal.goal_id = p.goal_id AND NOT goal.is_deleted AND p.author_id = ANY(goal.participant_ids)
   AND (goal.is_public OR cardinality(goal.participant_ids) = 1 OR $1::uuid = ANY(goal.participant_ids))`;

/** Whether users other than the author can see a post `p` at all. */
export const isShown =
  'p.published_at IS NOT NULL AND p.archived_at IS NULL AND p.deleted_at IS NULL';

/** Whether a post `p` exists for a viewer other than the author. */
const isReachable = (viewer: string) => `${isShown} AND ${isActiveFor(viewer, 'p.author_id')}`;

const reachesFriend = (viewer: string) =>
  `p.visibility <> 'private' AND ${friendCondition(viewer, 'p.author_id')}`;

/** Whether a viewer sees a post `p` as a friend of the author. */
export const canSeeAsFriend = (viewer: string) =>
  `(${isReachable(viewer)} AND ${reachesFriend(viewer)})`;

/** Whether any user sees a post `p`. To strangers, users with a private profile have no posts. */
export const reachesAll = `p.visibility = 'public' AND NOT ${isPrivate('p.author_id')}`;

/**
 * Whether a viewer other than the author sees a post `p`: the rule of `decideAccess`.
 *
 * @param viewer an expression for the id of the viewer
 */
export const canSeePost = (viewer: string) =>
  `(${isReachable(viewer)} AND (${reachesFriend(viewer)} OR ${reachesAll}))`;

const shownById = `
  SELECT ${shownColumns} FROM posts p ${shownFrom}
   WHERE p.id = ANY($2::uuid[]) AND p.deleted_at IS NULL`;

/** Returns posts as a viewer sees them, without checking whether the viewer may. */
export async function findShown(
  sql: Sql,
  viewerId: string,
  ids: readonly string[],
): Promise<Map<string, ShownPost>> {
  const rows = await sql.query<ShownPost>('post_shown_by_id', shownById, [viewerId, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface AuthorList {
  readonly viewerId: string;
  readonly authorId: string;
  readonly isArchived: boolean;
}

/** UUIDv7, so descending ids are newest first. */
const ofAuthor = `
   WHERE p.author_id = $2::uuid AND p.deleted_at IS NULL AND (p.archived_at IS NOT NULL) = $3
     AND (p.author_id = $1::uuid OR ${canSeePost('$1::uuid')})`;
const authorPage = `
  SELECT ${shownColumns} FROM posts p ${shownFrom} ${ofAuthor}
     AND p.id < $4::uuid ORDER BY p.id DESC LIMIT $5 OFFSET $6`;
const authorCount = `SELECT count(*)::int AS total FROM posts p ${ofAuthor}`;

/** Returns the posts of an author that a viewer may see, newest first. */
export function listAuthorPosts(
  sql: Sql,
  { viewerId, authorId, isArchived }: AuthorList,
  window: PageWindow,
): Promise<ShownPost[]> {
  const { limit, offset } = window;
  const values = [viewerId, authorId, isArchived, olderThan(window).id, limit, offset];
  return sql.query<ShownPost>('post_author_page', authorPage, values);
}

export function countAuthorPosts(
  sql: Sql,
  { viewerId, authorId, isArchived }: AuthorList,
): Promise<number> {
  return countRows(sql, 'post_author_count', authorCount, [viewerId, authorId, isArchived]);
}
