import { atLeastOneField, withRules } from '@tribe/service-kit';
import { z } from 'zod';

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

/** Omitted fields stay unchanged. */
export const preferencesBody = withRules(
  z.strictObject(choices).partial(),
  atLeastOneField('must contain at least one field'),
).meta({
  id: 'UpdateNotificationPreferencesRequest',
  description: 'Omitted fields stay unchanged; at least one field is required',
  example: { email_enabled: true, post_likes: false },
});
export type PreferencesBody = z.infer<typeof preferencesBody>;

export const preferencesResponse = z
  .object({
    ...choices,
    updated_at: z.iso.datetime().nullable().describe('Null until the first update'),
  })
  .meta({ id: 'NotificationPreferences' });
export type PreferencesResponse = z.infer<typeof preferencesResponse>;

/** Maps the fields of a request to columns. */
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
