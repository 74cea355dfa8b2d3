import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { postResponse } from '../post/post.dto';

export const feedTypes = ['friends', 'following', 'discover', 'for_you'] as const;

export const feedQuery = pageQuery.extend({
  feed_type: z
    .enum(feedTypes)
    .meta({ id: 'FeedType', example: 'friends' })
    .default('friends')
    .describe(
      '`friends`: your posts and those of friends, by time. `discover`: public posts, ranked. `following` means `friends`, and `for_you` means `discover`. Default: friends',
    ),
});
export type FeedQuery = z.infer<typeof feedQuery>;

export const feedResponse = z
  .object({ posts: z.array(postResponse), pagination: paginationResponse })
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
    post_id: id,
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
