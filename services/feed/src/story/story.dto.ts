import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { StoryType } from '../generated/prisma/enums';

const duration = z.int().min(1).max(60).meta({ example: 5 });
const mediaType = z.enum(StoryType).meta({ id: 'StoryMediaType', example: 'image' });

export const storyParams = z.object({ storyId: id });
export type StoryParams = z.infer<typeof storyParams>;

export const createStoryBody = z
  .strictObject({
    media_id: id.describe('An upload with the purpose `story`'),
    media_type: mediaType.default('image'),
    duration: duration.default(5).describe('Seconds for which the story is shown'),
  })
  .meta({ id: 'CreateStoryRequest' });
export type CreateStoryBody = z.infer<typeof createStoryBody>;

export const storyResponse = z
  .object({
    id,
    user_id: id,
    media_state: z
      .enum(['processing', 'ready', 'gone'])
      .meta({ id: 'StoryMediaState' })
      .describe('Only the author sees a story whose media is not ready'),
    media_url: z
      .string()
      .nullable()
      .meta({ example: 'https://cdn.example.com/stories/1/large.jpg' }),
    media_thumbnail_url: z
      .string()
      .nullable()
      .meta({ example: 'https://cdn.example.com/stories/1/thumb.jpg' }),
    media_type: mediaType,
    duration,
    views_count: z.int().meta({ example: 45 }),
    viewed_by_me: z.boolean(),
    expires_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Story' });

export const listStoriesResponse = z
  .object({
    stories: z.array(
      z
        .object({
          user: userCardResponse,
          stories: z.array(storyResponse),
          has_unviewed: z.boolean(),
        })
        .meta({ id: 'UserStories' }),
    ),
  })
  .meta({ id: 'StoryList' });

export const listStoryViewsQuery = pageQuery;
export type ListStoryViewsQuery = z.infer<typeof listStoryViewsQuery>;

export const listStoryViewsResponse = z
  .object({
    views: z.array(
      z.object({ user: userCardResponse, viewed_at: z.iso.datetime() }).meta({ id: 'StoryView' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'StoryViewList' });
