import { z } from 'zod';
import { idField } from '../account/account-fields';
import { userCardResponse } from '../account/account.dto';

export const userParams = z.object({ id: idField });
export type UserParams = z.infer<typeof userParams>;

export const userStatsParams = z.object({ userId: idField });
export type UserStatsParams = z.infer<typeof userStatsParams>;

/** The card, and the rest for viewers who may see the profile. */
export const profileResponse = userCardResponse.extend({
  bio: z.string().nullable().optional(),
  cover_image_url: z.string().nullable().optional(),
  goals_achieved: z.number().int().optional(),
  photos_shared: z.number().int().optional(),
  is_verified: z.boolean().optional(),
  created_at: z.iso.datetime().optional(),
});
export type ProfileResponse = z.infer<typeof profileResponse>;

export const statsResponse = z.object({
  user_id: z.uuid(),
  goals_achieved: z.number().int(),
  photos_shared: z.number().int(),
});
export type StatsResponse = z.infer<typeof statsResponse>;
