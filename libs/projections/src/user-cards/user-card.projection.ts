import type { Type } from '@nestjs/common';
import {
  UserErasedSchema,
  UserRegisteredSchema,
  UserSnapshottedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { userCalendarOf } from './user-calendar';
import { userPrivacyOf } from './user-privacy';

const userStates = [UserRegisteredSchema, UserUpdatedSchema, UserSnapshottedSchema] as const;
const userEvents = [...userStates, UserErasedSchema] as const;
type UserEvent = ReceivedEvent<(typeof userEvents)[number]>;
type UserState = ReceivedEvent<(typeof userStates)[number]>;

/**
 * Projects users from identity into `user_cards`. Creates a class per module, because each service has its own durable.
 */
export function userCardProjection(durable: string): Type {
  @Consumer()
  class UserCardProjection {
    @OnEvent(userEvents, { durable })
    async project(event: UserEvent, context: ConsumerContext): Promise<void> {
      await (event.is(UserErasedSchema) ? blank(event, context) : upsert(event, context));
    }
  }
  return UserCardProjection;
}

const userCardUpsert = `
  INSERT INTO user_cards AS known (user_id, username, full_name, profile_image_url, is_active, profile_visibility,
    online_status_visible, appear_in_suggestions, who_can_send_friend_requests, who_can_send_messages, timezone, day_starts_at_minute,
    locale, ask_before_adding_to_goals, version)
  VALUES ($1::uuid, $2, $3, $4, $5,
    $6, $7, $8,
    $9, $10, $11, $12, $13, $14, $15)
  ON CONFLICT (user_id) DO UPDATE
    SET username = excluded.username, full_name = excluded.full_name, profile_image_url = excluded.profile_image_url,
        is_active = excluded.is_active, profile_visibility = excluded.profile_visibility,
        online_status_visible = excluded.online_status_visible,
        appear_in_suggestions = excluded.appear_in_suggestions,
        who_can_send_friend_requests = excluded.who_can_send_friend_requests,
        who_can_send_messages = excluded.who_can_send_messages, timezone = excluded.timezone,
        day_starts_at_minute = excluded.day_starts_at_minute, locale = excluded.locale,
        ask_before_adding_to_goals = excluded.ask_before_adding_to_goals, version = excluded.version
    WHERE known.version < excluded.version`;

/** An older version never overwrites a newer one, so events may arrive repeatedly and out of order. */
async function upsert(event: UserState, { tx }: ConsumerContext): Promise<void> {
  const { user } = event.data;
  if (!user) throw new Error('the event carries no user');
  const isActive = event.is(UserRegisteredSchema) || event.data.isActive;
  const privacy = userPrivacyOf(event.data.privacy);
  const calendar = userCalendarOf(event.data.locale);

  await tx.sql.execute('user_card_upsert', userCardUpsert, [
    user.id,
    user.username,
    user.fullName,
    user.profileImageUrl ?? null,
    isActive,
    privacy.profileVisibility,
    privacy.onlineStatusVisible,
    privacy.appearInSuggestions,
    privacy.whoCanSendFriendRequests,
    privacy.whoCanSendMessages,
    calendar.timezone,
    calendar.dayStartsAtMinute,
    event.data.locale?.locale ?? '',
    privacy.askBeforeAddingToGoals,
    event.entityVersion,
  ]);
}

/** Blanks the row and keeps it as a tombstone, so that no older event restores the name. */
async function blank(
  { entityId, entityVersion }: UserEvent,
  { tx }: ConsumerContext,
): Promise<void> {
  await tx.sql.execute(
    'user_card_blank',
    `INSERT INTO user_cards AS known (user_id, username, full_name, is_active, version)
    VALUES ($1::uuid, '', '', false, $2)
    ON CONFLICT (user_id) DO UPDATE
      SET username = '', full_name = '', profile_image_url = NULL, is_active = false, timezone = DEFAULT,
          day_starts_at_minute = DEFAULT, locale = DEFAULT, version = excluded.version
      WHERE known.version < excluded.version`,
    [entityId, entityVersion],
  );
}
