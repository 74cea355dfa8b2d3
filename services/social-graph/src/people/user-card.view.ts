import type { UserCard } from '@tribe/projections';
import type { UserCardResponse } from './user-card.dto';

export function userCardView(card: UserCard): UserCardResponse {
  const { id, username, fullName, profileImageUrl } = card;
  return { id, username, full_name: fullName, profile_image_url: profileImageUrl ?? null };
}
