import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { canSeeActivity, isCurrent } from '../activity/activity.queries';
import { mostCounted, postSources, type Sources } from './friends-feed.queries';

/** An entry of a home feed. */
export interface HomeEntry {
  readonly id: string;
  readonly isPost: boolean;
  readonly publishedAt: Date;
}

/** The posts of a feed, the activities that were written into it, and activities of the viewer `$1`. */
const sources: Sources = (before, limit) => {
  const newest = (at: string, id: string) =>
    `${before(at, id)} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit}`;

  return `
    SELECT id, published_at, true AS is_post FROM (${postSources(before, limit)}) posts
    UNION ALL
    (SELECT e.activity_id, e.shown_at, false
       FROM feed_activity_entries e JOIN feed_activities a ON a.id = e.activity_id
      WHERE e.user_id = $1::uuid AND ${canSeeActivity('$1::uuid')} ${newest('e.shown_at', 'e.activity_id')})
    UNION ALL
    (SELECT a.id, a.shown_at, false FROM feed_activities a
      WHERE a.actor_id = $1::uuid AND ${isCurrent} ${newest('a.shown_at', 'a.id')})`;
};

const homePage = `
  SELECT id, published_at AS "publishedAt", is_post AS "isPost"
    FROM (${sources((at, id) => `AND (${at}, ${id}) < ($2::timestamptz, $3::uuid)`, '($4::int + $5::int)')}) source
   ORDER BY published_at DESC, id DESC LIMIT $4 OFFSET $5`;

const homeCount = `
  SELECT count(*)::int AS total
    FROM (SELECT 1 FROM (${sources(() => '', String(mostCounted))}) source LIMIT ${mostCounted}) counted`;

/** Returns the posts and activities of a user and of friends, newest first. */
export function listHomeFeed(sql: Sql, viewerId: string, window: PageWindow): Promise<HomeEntry[]> {
  const { at, id } = olderThan(window);
  const values = [viewerId, at, id, window.limit, window.offset];
  return sql.query<HomeEntry>('home_feed_page', homePage, values);
}

/** Counts at most 500 entries. */
export function countHomeFeed(sql: Sql, viewerId: string): Promise<number> {
  return countRows(sql, 'home_feed_count', homeCount, [viewerId]);
}
