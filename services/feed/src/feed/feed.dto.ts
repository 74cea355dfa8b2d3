import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { activityResponse } from '../activity/activity.dto';
import { postResponse } from '../post/post.dto';

export const feedTypes = ['friends', 'following', 'discover', 'for_you'] as const;

export const feedQuery = pageQuery.extend({
  feed_type: z
    .enum(feedTypes)
    .meta({ id: 'FeedType', example: 'friends' })
    .default('friends')
    .describe(
      '`friends`: your posts and activities and those of friends, by time. `discover`: public posts, ranked. `following` means `friends`, and `for_you` means `discover`. Default: friends',
    ),
});
export type FeedQuery = z.infer<typeof feedQuery>;

export const feedResponse = z
  .object({
    posts: z.array(postResponse).describe('The posts of the page'),
    entries: z
      .array(
        z
          .object({
            id: id.describe('The id of the post or activity'),
            entry_kind: z
              .enum(['post', 'goal_update', 'achievement'])
              .meta({ id: 'FeedEntryKind', example: 'goal_update' })
              .describe('More kinds may follow'),
            activity: activityResponse.nullable().describe('null for a post, which is in `posts`'),
          })
          .meta({ id: 'FeedEntry' }),
      )
      .describe('Everything on the page in its order'),
    pagination: paginationResponse,
  })
  .meta({ id: 'Feed' });

export const entryParams = z.object({ entryId: id });
export type EntryParams = z.infer<typeof entryParams>;

export const feedReasonNames = [
  'own',
  'friend',
  'recent',
  'mutual_friends',
  'shared_goal',
  'interaction',
  'popular',
] as const;

export const whyResponse = z
  .object({
    entry_id: id,
    post_id: id.nullable().describe('null for an activity'),
    score: z.number().describe('The sum of the points of the reasons').meta({ example: 4.2 }),
    reasons: z.array(
      z
        .object({
          reason: z.enum(feedReasonNames).meta({ id: 'FeedReasonName', example: 'shared_goal' }),
          points: z.number().meta({ example: 2 }),
          text: z.string().meta({ example: 'It is about a goal that you take part in' }),
        })
        .meta({ id: 'FeedReason' }),
    ),
  })
  .meta({ id: 'FeedEntryReasons' });
