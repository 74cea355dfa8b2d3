import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

export const listActivityQuery = pageQuery;
export type ListActivityQuery = z.infer<typeof listActivityQuery>;

export const activityResponse = z.object({
  id: z.uuid(),
  activity_type: z.string(),
  description: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  created_at: z.iso.datetime(),
});

export const listActivityResponse = z.object({
  activities: z.array(activityResponse),
  pagination: paginationResponse,
});

export const adminActivityResponse = z.object({
  activities: z.array(
    activityResponse.extend({
      actor_id: z
        .uuid()
        .nullable()
        .describe('The admin who acted on the account; null for the user themselves'),
    }),
  ),
  pagination: paginationResponse,
});
