import { userCardResponse } from '@tribe/projections';
import {
  id,
  lineField,
  pageQuery,
  paginationResponse,
  paragraphField,
  queryFlag,
} from '@tribe/service-kit';
import { z } from 'zod';
import { PostType, PostVisibility } from '../generated/prisma/enums';

const captionExample = 'First training session in the books!';
const locationExample = 'Karura Forest';

const aliases = { everyone: 'public', friends_only: 'friends' } as const;
const visibility = z
  .enum(['public', 'friends', 'private', 'everyone', 'friends_only'])
  .meta({ id: 'PostVisibilityName', example: 'friends' })
  .describe('`everyone` means `public`, and `friends_only` means `friends`')
  .transform((name): PostVisibility =>
    name === 'everyone' || name === 'friends_only' ? aliases[name] : name,
  );
const mediaState = z.enum(['processing', 'ready', 'gone']).meta({ id: 'PostMediaState' });
const postType = z.enum(PostType).meta({ id: 'PostType', example: 'photo' });

const fields = {
  caption: paragraphField(2200).meta({ example: captionExample }).nullish(),
  goal_id: id.nullish().describe('A goal that you take part in'),
  location: lineField(255)
    .meta({ example: locationExample })
    .nullish()
    .describe('Written by hand; nothing is read from the picture'),
  visibility: visibility.optional(),
};

export const postParams = z.object({ postId: id });
export type PostParams = z.infer<typeof postParams>;

export const authorParams = z.object({ userId: id });
export type AuthorParams = z.infer<typeof authorParams>;

export const createPostBody = z
  .strictObject({
    ...fields,
    post_type: postType
      .optional()
      .describe('`photo` with a media and `text` without one, if absent'),
    media_id: id
      .nullish()
      .describe('An upload with the purpose `post`; required unless the type is `text`'),
  })
  .meta({ id: 'CreatePostRequest' });
export type CreatePostBody = z.infer<typeof createPostBody>;

/** A merge patch: omitted fields stay unchanged. */
export const updatePostBody = z
  .strictObject({ ...fields, is_archived: z.boolean().optional() })
  .meta({ id: 'UpdatePostRequest' });
export type UpdatePostBody = z.infer<typeof updatePostBody>;

export const listPostsQuery = pageQuery;
export type ListPostsQuery = z.infer<typeof listPostsQuery>;

export const listAuthorPostsQuery = pageQuery.extend({
  archived: queryFlag(false).describe(
    'Whether to return your archived posts instead of the others; other users have none',
  ),
});
export type ListAuthorPostsQuery = z.infer<typeof listAuthorPostsQuery>;

export const postResponse = z
  .object({
    id,
    user: userCardResponse,
    caption: z.string().nullable().meta({ example: captionExample }),
    post_type: postType,
    media_id: id.nullable(),
    media_state: mediaState
      .nullable()
      .describe('Only the author sees a post whose media is not ready'),
    media_url: z.string().nullable().meta({ example: 'https://cdn.example.com/posts/1/large.jpg' }),
    media_thumbnail_url: z
      .string()
      .nullable()
      .meta({ example: 'https://cdn.example.com/posts/1/thumb.jpg' }),
    media_width: z.int().nullable().meta({ example: 1080 }),
    media_height: z.int().nullable().meta({ example: 1350 }),
    media_blurhash: z.string().nullable().meta({ example: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj' }),
    goal: z
      .object({ id, title: z.string().meta({ example: 'Run a 5K' }) })
      .meta({ id: 'PostGoal' })
      .nullable(),
    location: z.string().nullable().meta({ example: locationExample }),
    visibility: z.enum(PostVisibility).meta({ id: 'PostVisibility', example: 'friends' }),
    is_archived: z.boolean(),
    likes_count: z.int().meta({ example: 12 }),
    comments_count: z.int().meta({ example: 3 }),
    is_liked_by_me: z.boolean(),
    time_ago: z.string().meta({ example: '2 hours ago' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Post' });

export const listPostsResponse = z
  .object({ posts: z.array(postResponse), pagination: paginationResponse })
  .meta({ id: 'PostList' });
