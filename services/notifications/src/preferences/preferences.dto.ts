import { z } from 'zod';
import type { NotificationPreferences } from '../generated/prisma/client';

const choices = {
  push_enabled: z.boolean(),
  email_enabled: z.boolean(),
  goal_reminders: z.boolean(),
  friend_requests: z.boolean(),
  messages: z.boolean(),
  achievements: z.boolean(),
  post_likes: z.boolean(),
  post_comments: z.boolean(),
  goal_updates: z.boolean(),
};

/** What is left out stays as it is. */
export const preferencesBody = z
  .strictObject(choices)
  .partial()
  .refine(
    (body) => Object.values(body).some((value) => value !== undefined),
    'has nothing to change',
  );
export type PreferencesBody = z.infer<typeof preferencesBody>;

export const preferencesResponse = z.object({
  ...choices,
  updated_at: z.iso.datetime().nullable().describe('Null while nothing was ever changed'),
});
export type PreferencesResponse = z.infer<typeof preferencesResponse>;

/** What holds for somebody who never chose anything; the columns have the same defaults. */
export const defaultPreferences: PreferencesResponse = {
  push_enabled: true,
  email_enabled: false,
  goal_reminders: true,
  friend_requests: true,
  messages: true,
  achievements: true,
  post_likes: true,
  post_comments: true,
  goal_updates: true,
  updated_at: null,
};

export function columnsOf(body: PreferencesBody) {
  return {
    pushEnabled: body.push_enabled,
    emailEnabled: body.email_enabled,
    goalReminders: body.goal_reminders,
    friendRequests: body.friend_requests,
    messages: body.messages,
    achievements: body.achievements,
    postLikes: body.post_likes,
    postComments: body.post_comments,
    goalUpdates: body.goal_updates,
  };
}

export function preferencesView(row: NotificationPreferences | null): PreferencesResponse {
  if (!row) return defaultPreferences;
  return {
    push_enabled: row.pushEnabled,
    email_enabled: row.emailEnabled,
    goal_reminders: row.goalReminders,
    friend_requests: row.friendRequests,
    messages: row.messages,
    achievements: row.achievements,
    post_likes: row.postLikes,
    post_comments: row.postComments,
    goal_updates: row.goalUpdates,
    updated_at: row.updatedAt.toISOString(),
  };
}
