import type { UserCard, userCardResponse } from '@tribe/projections';
import type { z } from 'zod';

export function userCardView(card: UserCard): z.infer<typeof userCardResponse> {
  const { id, username, fullName, profileImageUrl } = card;
  return { id, username, full_name: fullName, profile_image_url: profileImageUrl ?? null };
}
