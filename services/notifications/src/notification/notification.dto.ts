import { id, pageQuery, paginationResponse, queryFlag } from '@tribe/service-kit';
import { z } from 'zod';

export const listNotificationsQuery = pageQuery.extend({
  filter: z
    .enum(['all', 'goals', 'social', 'system'])
    .meta({ id: 'NotificationFilter' })
    .describe('No type has the category `system` yet; it is reserved')
    .default('all'),
  unread_only: queryFlag(false),
});
export type ListNotificationsQuery = z.output<typeof listNotificationsQuery>;

export const notificationParams = z.strictObject({ notificationId: id });

const relatedUser = z
  .object({
    id,
    username: z.string().meta({ example: 'clarie' }),
    profile_image_url: z.string().nullable().meta({ example: 'https://example.com/clarie.jpg' }),
  })
  .meta({ id: 'NotificationUser', description: 'The user who caused the notification' });

const relatedGoal = z
  .object({ id, title: z.string().meta({ example: 'Trip to Costa Rica' }) })
  .meta({ id: 'NotificationGoal' });

export const notificationResponse = z
  .object({
    id,
    notification_type: z
      .string()
      .describe('New types are added over time')
      .meta({ example: 'goal_contribution' }),
    title: z.string().meta({ example: 'New Contribution' }),
    message: z.string().meta({ example: 'Clarie Gor added $150.00 to "Trip to Costa Rica"' }),
    related_user: relatedUser.nullable(),
    related_goal: relatedGoal.nullable(),
    image_url: z.string().nullable().meta({ example: null }),
    icon_type: z.string().meta({ example: 'piggy-bank' }),
    icon_color: z.string().meta({ example: '#FFB347' }),
    action_url: z.string().meta({ example: '/goals/0190163d-8694-739b-aea5-966c26f8ad91' }),
    is_read: z.boolean().meta({ example: false }),
    time_ago: z.string().meta({ example: '2 hours ago' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Notification' });
export type NotificationResponse = z.infer<typeof notificationResponse>;

const unreadCount = z.int().meta({ example: 3 });

export const notificationListResponse = z
  .object({
    notifications: z.array(notificationResponse),
    pagination: paginationResponse
      .extend({ unread_count: unreadCount })
      .meta({ id: 'NotificationPagination' }),
  })
  .meta({ id: 'NotificationList' });
export type NotificationListResponse = z.infer<typeof notificationListResponse>;

export const unreadCountResponse = z
  .object({ unread_count: unreadCount })
  .meta({ id: 'UnreadNotificationCount' });

export const readResponse = z
  .object({ id, is_read: z.literal(true), read_at: z.iso.datetime() })
  .meta({ id: 'ReadNotification' });

export const allReadResponse = z
  .object({
    updated_count: z.int().meta({ example: 3 }),
    unread_count: z.int().meta({ example: 0 }),
  })
  .meta({ id: 'ReadNotificationCount' });
