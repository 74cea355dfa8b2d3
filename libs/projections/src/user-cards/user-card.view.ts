import type { UserCard } from './user-card';

/** Name and picture of a user in responses; placeholders for a deleted or hidden user. */
export function userView(userId: string, cards: ReadonlyMap<string, UserCard>) {
  const card = cards.get(userId);
  return {
    id: userId,
    username: card?.username ?? 'unknown',
    full_name: card?.fullName ?? 'Unknown',
    profile_image_url: card?.profileImageUrl ?? null,
  };
}
