import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import type { UserActivity } from '../generated/prisma/client';

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

export function activityView(row: UserActivity) {
  return {
    id: row.id,
    activity_type: row.activityType,
    description: row.description,
    metadata: row.metadata,
    ip_address: row.ipAddress,
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
  };
}
