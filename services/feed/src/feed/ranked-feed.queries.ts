import type { Sql } from '@tribe/service-kit';
import { friendCondition, friendIdsOf } from '../people/people.queries';
import {
  canSeePost,
  isShown,
  reachesAll,
  type ShownPost,
  shownColumns,
  shownFrom,
} from '../post/post.queries';

/** A post that can be ranked, with what its rank rests on. */
export interface Candidate {
  readonly id: string;
  readonly authorId: string;
  readonly publishedAt: Date;
  readonly likesCount: number;
  readonly commentsCount: number;
  readonly isFriend: boolean;
  readonly hasSharedGoal: boolean;
  readonly mutualFriends: number;
  readonly interactions: number;
}

/** The latest likes and comments of the viewer that count as interactions with authors, each. */
const maxInteractions = 1_000;
/** Likes of an author that count, and comments. */
const maxPerAuthor = 20;

/** The number of likes and of comments that the viewer `$1` gave each author lately. */
const interactions = `
  SELECT author_id, sum(least(total, ${maxPerAuthor}))::int AS total
    FROM (SELECT liked.author_id, count(*) AS total
            FROM (SELECT post_id FROM post_likes WHERE user_id = $1::uuid AND is_active
                   ORDER BY updated_at DESC LIMIT ${maxInteractions}) l
            JOIN posts liked ON liked.id = l.post_id
           GROUP BY liked.author_id
           UNION ALL
          SELECT answered.author_id, count(*)
            FROM (SELECT post_id FROM post_comments WHERE user_id = $1::uuid ORDER BY id DESC LIMIT ${maxInteractions}) c
            JOIN posts answered ON answered.id = c.post_id
           GROUP BY answered.author_id) kinds
   GROUP BY author_id`;

/** Reads what the rank of the posts in `source` rests on, for the viewer `$1`. Each author is looked up once. */
const factsOf = (source: string) => `
  WITH posts_to_rank AS MATERIALIZED (${source}),
  mine AS MATERIALIZED (SELECT friend_id FROM (${friendIdsOf('$1::uuid')}) own LIMIT 5000),
  given AS MATERIALIZED (${interactions}),
  authors AS MATERIALIZED (
    SELECT a.author_id, ${friendCondition('$1::uuid', 'a.author_id')} AS is_friend,
           (SELECT count(*)::int FROM (
              SELECT 1 FROM (${friendIdsOf('a.author_id')}) theirs JOIN mine USING (friend_id) LIMIT 10) mutual) AS mutual,
           coalesce(given.total, 0) AS interactions
      FROM (SELECT DISTINCT author_id FROM posts_to_rank) a LEFT JOIN given ON given.author_id = a.author_id)
  SELECT r.id, r.author_id AS "authorId", r.published_at AS "publishedAt", r.likes_count AS "likesCount",
         r.comments_count AS "commentsCount", authors.is_friend AS "isFriend", authors.mutual AS "mutualFriends",
         authors.interactions,
         EXISTS (SELECT FROM goal_cards g
                  WHERE g.goal_id = r.goal_id AND NOT g.is_deleted AND $1::uuid = ANY(g.participant_ids)) AS "hasSharedGoal"
    FROM posts_to_rank r JOIN authors USING (author_id)`;

const rankColumns = 'p.id, p.author_id, p.goal_id, p.published_at, p.likes_count, p.comments_count';

const candidates = factsOf(`
  SELECT ${rankColumns} FROM posts p
   WHERE ${isShown} AND ${reachesAll} AND p.author_id <> $1::uuid AND p.published_at > $2::timestamptz
     AND ${canSeePost('$1::uuid')}
   ORDER BY p.published_at DESC, p.id DESC LIMIT $3`);

/** Returns the newest public posts of other users. */
export function listCandidates(
  sql: Sql,
  viewerId: string,
  after: Date,
  limit: number,
): Promise<Candidate[]> {
  return sql.query<Candidate>('ranked_feed_candidates', candidates, [viewerId, after, limit]);
}

const candidateById = factsOf(`
  SELECT ${rankColumns} FROM posts p
   WHERE p.id = $2::uuid AND ${isShown} AND (p.author_id = $1::uuid OR ${canSeePost('$1::uuid')})`);

/** Returns a post that the viewer sees, with what its rank rests on. */
export async function findCandidate(
  sql: Sql,
  viewerId: string,
  postId: string,
): Promise<Candidate | undefined> {
  const [row] = await sql.query<Candidate>('ranked_feed_candidate', candidateById, [
    viewerId,
    postId,
  ]);
  return row;
}

/** A part of the order that a ranked feed had at the time of its first page. */
export interface SnapshotPart {
  readonly snapshotId: string;
  readonly viewerId: string;
  /** The posts before this place were on earlier pages. */
  readonly after: number;
  readonly limit: number;
}

export type PlacedPost = ShownPost & { readonly place: number };

const snapshotPart = `
  SELECT ${shownColumns}, placed.place::int AS place
    FROM feed_snapshots s
   CROSS JOIN LATERAL unnest(s.post_ids) WITH ORDINALITY AS placed (post_id, place)
    JOIN posts p ON p.id = placed.post_id ${shownFrom}
   WHERE s.id = $2::uuid AND s.user_id = $1::uuid AND placed.place > $3 AND ${canSeePost('$1::uuid')}
   ORDER BY placed.place LIMIT $4`;

/** Returns the next posts of a snapshot that the viewer may still see. */
export function listSnapshotPart(
  sql: Sql,
  { snapshotId, viewerId, after, limit }: SnapshotPart,
): Promise<PlacedPost[]> {
  const values = [viewerId, snapshotId, after, limit];
  return sql.query<PlacedPost>('ranked_feed_part', snapshotPart, values);
}

/** Orders that a user can read on with, on several devices. */
const maxSnapshots = 5;

export async function insertSnapshot(
  sql: Sql,
  snapshot: { readonly id: string; readonly userId: string; readonly postIds: readonly string[] },
  now: Date,
): Promise<void> {
  await sql.execute(
    'ranked_feed_snapshot_insert',
    `WITH forgotten AS (
       DELETE FROM feed_snapshots WHERE id IN (
         SELECT id FROM feed_snapshots WHERE user_id = $2::uuid ORDER BY id DESC OFFSET ${maxSnapshots - 1}))
     INSERT INTO feed_snapshots (id, user_id, post_ids, created_at) VALUES ($1::uuid, $2::uuid, $3::uuid[], $4)`,
    [snapshot.id, snapshot.userId, snapshot.postIds, now],
  );
}

export async function countSnapshot(sql: Sql, snapshotId: string, userId: string): Promise<number> {
  const [row] = await sql.query<{ total: number }>(
    'ranked_feed_snapshot_count',
    'SELECT cardinality(post_ids) AS total FROM feed_snapshots WHERE id = $1::uuid AND user_id = $2::uuid',
    [snapshotId, userId],
  );
  return row?.total ?? 0;
}
