import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

export const listNotificationsQuery = pageQuery.extend({
  filter: z.enum(['all', 'goals', 'social', 'system']).default('all'),
  unread_only: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
export type ListNotificationsQuery = z.output<typeof listNotificationsQuery>;

export const notificationParams = z.strictObject({ notificationId: z.uuid() });

export const notificationResponse = z.object({
  id: z.uuid(),
  notification_type: z.string(),
  title: z.string(),
  message: z.string(),
  related_user: z
    .object({ id: z.uuid(), username: z.string(), profile_image_url: z.string().nullable() })
    .nullable(),
  related_goal: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  image_url: z.string().nullable(),
  icon_type: z.string(),
  icon_color: z.string(),
  action_url: z.string(),
  is_read: z.boolean(),
  time_ago: z.string(),
  created_at: z.iso.datetime(),
});
export type NotificationResponse = z.infer<typeof notificationResponse>;

export const notificationListResponse = z.object({
  notifications: z.array(notificationResponse),
  pagination: paginationResponse.extend({ unread_count: z.int() }),
});
export type NotificationListResponse = z.infer<typeof notificationListResponse>;

export const unreadCountResponse = z.object({ unread_count: z.int() });

export const readResponse = z.object({
  id: z.uuid(),
  is_read: z.literal(true),
  read_at: z.iso.datetime(),
});

export const allReadResponse = z.object({ updated_count: z.int(), unread_count: z.int() });
