import type { NotificationPreferences } from '../generated/prisma/client';
import type { PreferencesResponse } from './preferences.dto';

/** The preferences of a user without a row. The columns have the same defaults. */
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
