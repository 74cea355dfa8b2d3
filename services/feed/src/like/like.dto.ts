import { userCardResponse } from '@tribe/projections';
import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

export const likeResponse = z
  .object({ is_liked_by_me: z.boolean(), likes_count: z.int().meta({ example: 12 }) })
  .meta({ id: 'LikeState' });

export const listLikesQuery = pageQuery;
export type ListLikesQuery = z.infer<typeof listLikesQuery>;

export const listLikesResponse = z
  .object({
    likes: z.array(
      z.object({ user: userCardResponse, created_at: z.iso.datetime() }).meta({ id: 'PostLike' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'PostLikeList' });
