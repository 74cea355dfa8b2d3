import type { UserCalendar } from './user-calendar';
import type { UserPrivacy } from './user-privacy';

/** The name and picture of a user. Structurally equal to the `UserCard` of events. */
export interface UserCard {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly profileImageUrl?: string | undefined;
}

/** A user card with the user's privacy and calendar settings. */
export interface KnownUserCard extends UserCard {
  readonly privacy: UserPrivacy;
  readonly calendar: UserCalendar;
}

/** A row of `user_cards` as the driver returns it. */
export interface UserCardRow {
  readonly user_id: string;
  readonly username: string;
  readonly full_name: string;
  readonly profile_image_url: string | null;
  readonly is_active: boolean;
  readonly profile_visibility: UserPrivacy['profileVisibility'];
  readonly online_status_visible: boolean;
  readonly appear_in_suggestions: boolean;
  readonly who_can_send_friend_requests: UserPrivacy['whoCanSendFriendRequests'];
  readonly who_can_send_messages: UserPrivacy['whoCanSendMessages'];
  readonly ask_before_adding_to_goals: boolean;
  readonly timezone: string;
  readonly day_starts_at_minute: number;
  /** BCP 47; empty when the user has chosen none. */
  readonly locale: string;
}

export function userCardOf(row: UserCardRow): KnownUserCard {
  return {
    id: row.user_id,
    username: row.username,
    fullName: row.full_name,
    profileImageUrl: row.profile_image_url ?? undefined,
    privacy: {
      profileVisibility: row.profile_visibility,
      onlineStatusVisible: row.online_status_visible,
      appearInSuggestions: row.appear_in_suggestions,
      whoCanSendFriendRequests: row.who_can_send_friend_requests,
      whoCanSendMessages: row.who_can_send_messages,
      askBeforeAddingToGoals: row.ask_before_adding_to_goals,
    },
    calendar: { timezone: row.timezone, dayStartsAtMinute: row.day_starts_at_minute },
  };
}
