import type { UserCard } from '@tribe/projections';
import { z } from 'zod';

export const userCardResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
});

export function userCardView({
  id,
  username,
  fullName,
  profileImageUrl,
}: UserCard): z.infer<typeof userCardResponse> {
  return { id, username, full_name: fullName, profile_image_url: profileImageUrl ?? null };
}
