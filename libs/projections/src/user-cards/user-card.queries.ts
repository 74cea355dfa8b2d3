import { batched, type Sql } from '@tribe/service-kit';
import type { KnownUserCard, UserCardRow } from './user-card';

const cardsPerStatement = 1_000;

/** A card as returned by identity. */
export interface AnsweredUserCard {
  readonly user: KnownUserCard;
  /** BCP 47; empty when identity is of an older release. */
  readonly locale: string;
  readonly version: bigint;
}

/**
 * Looks up each key separately. With `= ANY`, a prepared plan made while the table was small would keep scanning the
 * whole table.
 */
async function selectUserCards(
  sql: Sql,
  userIds: readonly string[],
): Promise<Map<string, UserCardRow>> {
  const rows = await sql.query<UserCardRow>(
    'user_cards_by_ids',
    `SELECT card.user_id, username, full_name, profile_image_url, is_active, profile_visibility, online_status_visible,
            appear_in_suggestions, who_can_send_friend_requests, who_can_send_messages,
            ask_before_adding_to_goals, timezone, day_starts_at_minute, locale
       FROM unnest($1::uuid[]) AS asked (user_id)
      CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = asked.user_id OFFSET 0) AS card`,
    [userIds],
  );
  return new Map(rows.map((row) => [row.user_id, row]));
}

/** Returns the card of a user. The cards of a whole list, and of lists read at the same time, share a statement. */
export const selectUserCard = batched(selectUserCards, cardsPerStatement);

const userCardsUpsert = `
  INSERT INTO user_cards AS known (user_id, username, full_name, profile_image_url, is_active, profile_visibility,
    online_status_visible, appear_in_suggestions, who_can_send_friend_requests, who_can_send_messages, timezone,
    day_starts_at_minute, locale, ask_before_adding_to_goals, version)
  SELECT user_id, username, full_name, profile_image_url, true, profile_visibility, online_status_visible,
    appear_in_suggestions, who_can_send_friend_requests, who_can_send_messages, timezone, day_starts_at_minute, locale,
    ask_before_adding_to_goals, version
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::text[],
    $9::text[], $10::text[], $11::smallint[], $12::text[], $13::bool[], $14::bigint[])
    AS answered (user_id, username, full_name, profile_image_url, profile_visibility, online_status_visible,
      appear_in_suggestions, who_can_send_friend_requests, who_can_send_messages, timezone,
      day_starts_at_minute, locale, ask_before_adding_to_goals, version)
  ORDER BY user_id
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

/** Stores cards returned by identity, unless an event has stored a newer version meanwhile. */
export async function upsertUserCards(sql: Sql, cards: readonly AnsweredUserCard[]): Promise<void> {
  await sql.query('user_cards_upsert', userCardsUpsert, [
    cards.map(({ user }) => user.id),
    cards.map(({ user }) => user.username),
    cards.map(({ user }) => user.fullName),
    cards.map(({ user }) => user.profileImageUrl ?? null),
    cards.map(({ user }) => user.privacy.profileVisibility),
    cards.map(({ user }) => user.privacy.onlineStatusVisible),
    cards.map(({ user }) => user.privacy.appearInSuggestions),
    cards.map(({ user }) => user.privacy.whoCanSendFriendRequests),
    cards.map(({ user }) => user.privacy.whoCanSendMessages),
    cards.map(({ user }) => user.calendar.timezone),
    cards.map(({ user }) => user.calendar.dayStartsAtMinute),
    cards.map(({ locale }) => locale),
    cards.map(({ user }) => user.privacy.askBeforeAddingToGoals),
    cards.map(({ version }) => version.toString()),
  ]);
}
