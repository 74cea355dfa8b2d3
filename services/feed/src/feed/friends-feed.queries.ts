import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { friendIdsOf } from '../people/people.queries';
import {
  canSeeAsFriend,
  isShown,
  type ShownPost,
  shownColumns,
  shownFrom,
} from '../post/post.queries';

/** How many posts `total` counts. Pages go on behind them. */
export const mostCounted = 500;

/** Returns the sources of a feed for the viewer `$1`, newest first, each with at most `limit` rows before a position. */
export type Sources = (before: (at: string, id: string) => string, limit: string) => string;

/**
 * The three sources of a feed, each newest first: entries that were written into it, posts of the viewer `$1`, and posts of
 * friends with too many friends for entries. What a viewer may not see any more is skipped here, so that the end of a
 * friendship, a block, a deletion and a change of visibility take effect with the next read.
 */
export const postSources: Sources = (before, limit) => {
  const newest = (at: string, id: string) =>
    `${before(at, id)} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit}`;

  return `
    (SELECT e.post_id AS id, e.published_at
       FROM feed_entries e JOIN posts p ON p.id = e.post_id
      WHERE e.user_id = $1::uuid AND NOT p.is_pulled AND ${canSeeAsFriend('$1::uuid')} ${newest('e.published_at', 'e.post_id')})
    UNION ALL
    (SELECT p.id, p.published_at FROM posts p
      WHERE p.author_id = $1::uuid AND ${isShown} ${newest('p.published_at', 'p.id')})
    UNION ALL
    (SELECT pulled.id, pulled.published_at
       FROM (${friendIdsOf('$1::uuid')}) friend
       JOIN pulled_authors author ON author.user_id = friend.friend_id
      CROSS JOIN LATERAL (
            SELECT p.id, p.published_at FROM posts p
             WHERE p.author_id = author.user_id AND p.is_pulled AND ${canSeeAsFriend('$1::uuid')}
                   ${newest('p.published_at', 'p.id')}) pulled
      ORDER BY pulled.published_at DESC, pulled.id DESC LIMIT ${limit})`;
};

/** One statement for a page, with everything that its posts show. */
const friendsPage = `
  WITH page AS (
    SELECT id, published_at
      FROM (${postSources((at, id) => `AND (${at}, ${id}) < ($2::timestamptz, $3::uuid)`, '($4::int + $5::int)')}) source
     ORDER BY published_at DESC, id DESC LIMIT $4 OFFSET $5)
  SELECT ${shownColumns}
    FROM page JOIN posts p ON p.id = page.id ${shownFrom}
   ORDER BY page.published_at DESC, page.id DESC`;

const friendsCount = `
  SELECT count(*)::int AS total
    FROM (SELECT 1 FROM (${postSources(() => '', String(mostCounted))}) source LIMIT ${mostCounted}) counted`;

/** Returns the posts of a user and of friends, newest first. */
export function listFriendsFeed(
  sql: Sql,
  viewerId: string,
  window: PageWindow,
): Promise<ShownPost[]> {
  const { at, id } = olderThan(window);
  const values = [viewerId, at, id, window.limit, window.offset];
  return sql.query<ShownPost>('friends_feed_page', friendsPage, values);
}

/** Counts at most 500 posts. */
export function countFriendsFeed(sql: Sql, viewerId: string): Promise<number> {
  return countRows(sql, 'friends_feed_count', friendsCount, [viewerId]);
}
