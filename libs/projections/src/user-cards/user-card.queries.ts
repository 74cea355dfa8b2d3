import type { UserCard } from '@tribe/contracts';
import type { Database } from '@tribe/service-kit';
import type { UserCardRow } from './user-card';

/** A card as identity answers it. */
export interface AnsweredUserCard {
  readonly user: UserCard;
  readonly version: bigint;
}

export function selectUserCards(database: Database, userIds: readonly string[]): Promise<UserCardRow[]> {
  return database.query<UserCardRow>(
    'user_cards_by_ids',
    `SELECT user_id, username, full_name, profile_image_url, is_active FROM user_cards WHERE user_id = ANY($1::uuid[])`,
    [userIds],
  );
}

/** Writes down what identity answered. An event that arrived in between and knows better stays. */
export async function upsertUserCards(database: Database, cards: readonly AnsweredUserCard[]): Promise<void> {
  await database.query(
    'user_cards_upsert',
    `INSERT INTO user_cards AS known (user_id, username, full_name, profile_image_url, is_active, version)
     SELECT user_id, username, full_name, profile_image_url, true, version
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[])
       AS answered (user_id, username, full_name, profile_image_url, version)
     ORDER BY user_id
     ON CONFLICT (user_id) DO UPDATE
       SET username = excluded.username, full_name = excluded.full_name, profile_image_url = excluded.profile_image_url,
           is_active = excluded.is_active, version = excluded.version
       WHERE known.version < excluded.version`,
    [
      cards.map(({ user }) => user.id),
      cards.map(({ user }) => user.username),
      cards.map(({ user }) => user.fullName),
      cards.map(({ user }) => user.profileImageUrl ?? null),
      cards.map(({ version }) => version.toString()),
    ],
  );
}
