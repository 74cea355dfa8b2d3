import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { MediaState, StoryType } from '../generated/prisma/enums';
import { existsFor, friendCondition, friendIdsOf, isActiveFor } from '../people/people.queries';

/** A story as a viewer sees it. */
export interface ShownStory {
  readonly id: string;
  readonly userId: string;
  readonly mediaId: string;
  readonly mediaType: StoryType;
  readonly mediaState: MediaState | null;
  readonly duration: number;
  readonly viewsCount: number;
  readonly isViewed: boolean;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** Stories in a list. */
const mostStories = 500;

/** The columns of {@link ShownStory} for the viewer `$1`; the author has always seen an own story. */
const shown = `
  SELECT s.id, s.user_id AS "userId", s.media_id AS "mediaId", s.media_type AS "mediaType", media.state AS "mediaState",
         s.duration, s.views_count AS "viewsCount", s.expires_at AS "expiresAt", s.created_at AS "createdAt",
         s.user_id = $1::uuid
           OR EXISTS (SELECT FROM story_views WHERE story_id = s.id AND viewer_id = $1::uuid) AS "isViewed"
    FROM stories s LEFT JOIN media_cards media ON media.media_id = s.media_id`;

/** Whether a viewer sees a story `s` at the time `$2`: the author, and friends once its media is ready. */
const isSeen = `s.expires_at > $2::timestamptz AND (s.user_id = $1::uuid OR media.state = 'ready'
  AND ${isActiveFor('$1::uuid', 's.user_id')} AND ${friendCondition('$1::uuid', 's.user_id')})`;

const storyById = `${shown} WHERE s.id = $3::uuid AND ${isSeen}`;

const storiesOfFriends = `${shown}
   WHERE s.user_id IN (
         ${friendIdsOf('$1::uuid')}
         UNION ALL
         SELECT $1::uuid)
     AND ${isSeen}
   ORDER BY s.id DESC LIMIT ${mostStories}`;

/** Returns a story that the viewer sees at this time. */
export async function findStory(
  sql: Sql,
  viewerId: string,
  now: Date,
  storyId: string,
): Promise<ShownStory | undefined> {
  const [row] = await sql.query<ShownStory>('story_by_id', storyById, [viewerId, now, storyId]);
  return row;
}

/** Returns the stories of a viewer and of friends, newest first, at most 500. */
export function listStories(sql: Sql, viewerId: string, now: Date): Promise<ShownStory[]> {
  return sql.query<ShownStory>('story_list', storiesOfFriends, [viewerId, now]);
}

/** Notes and counts that a user has seen a story, once. Waits for a deletion under way, after which nothing is noted. */
export async function noteStoryViewer(
  sql: Sql,
  { storyId, viewerId }: { readonly storyId: string; readonly viewerId: string },
  now: Date,
): Promise<void> {
  await sql.execute(
    'story_view_insert',
    `WITH locked AS (
       SELECT id FROM stories WHERE id = $1::uuid FOR NO KEY UPDATE
     ), viewed AS (
       INSERT INTO story_views (story_id, viewer_id, viewed_at)
       SELECT id, $2::uuid, $3 FROM locked
       ON CONFLICT (story_id, viewer_id) DO NOTHING
       RETURNING story_id)
     UPDATE stories SET views_count = views_count + 1 WHERE id IN (SELECT story_id FROM viewed)`,
    [storyId, viewerId, now],
  );
}

export interface StoryViewer {
  readonly viewerId: string;
  readonly viewedAt: Date;
}

/** The views of the story `$1` by users who exist for `$2`: a former friend may have a private profile. */
const ofStory = `
   FROM story_views v
  WHERE v.story_id = $1::uuid AND ${existsFor('$2::uuid', 'v.viewer_id')}`;
const viewPage = `SELECT viewer_id AS "viewerId", viewed_at AS "viewedAt" ${ofStory}
    AND (v.viewed_at, v.viewer_id) < ($3::timestamptz, $4::uuid)
  ORDER BY v.viewed_at DESC, v.viewer_id DESC LIMIT $5 OFFSET $6`;
const viewCount = `SELECT count(*)::int AS total ${ofStory}`;

export interface ViewerList {
  readonly storyId: string;
  readonly authorId: string;
}

/** Returns the users who have seen a story, most recent first. */
export function listStoryViewers(
  sql: Sql,
  { storyId, authorId }: ViewerList,
  window: PageWindow,
): Promise<StoryViewer[]> {
  const { at, id } = olderThan(window);
  const values = [storyId, authorId, at, id, window.limit, window.offset];
  return sql.query<StoryViewer>('story_view_page', viewPage, values);
}

export function countStoryViewers(sql: Sql, { storyId, authorId }: ViewerList): Promise<number> {
  return countRows(sql, 'story_view_count', viewCount, [storyId, authorId]);
}

export async function hasStory(sql: Sql, storyId: string): Promise<boolean> {
  const text = 'SELECT FROM stories WHERE id = $1::uuid';
  return (await sql.query('story_exists', text, [storyId])).length > 0;
}

/** A story whose row is deleted, with the media that it showed. */
export interface DeletedStory {
  readonly id: string;
  readonly userId: string;
  readonly mediaId: string;
}

/** Deletes stories that have ended, oldest first. */
export function deleteExpired(sql: Sql, before: Date, limit: number): Promise<DeletedStory[]> {
  return sql.query<DeletedStory>(
    'stories_delete_expired',
    `DELETE FROM stories WHERE id IN (
       SELECT id FROM stories WHERE expires_at <= $1::timestamptz ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, user_id AS "userId", media_id AS "mediaId"`,
    [before, limit],
  );
}
