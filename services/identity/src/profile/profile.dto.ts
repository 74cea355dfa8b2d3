import { userCardResponse } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const userParams = z.object({ id });
export type UserParams = z.infer<typeof userParams>;

export const userStatsParams = z.object({ userId: id });
export type UserStatsParams = z.infer<typeof userStatsParams>;

const stats = {
  goals_achieved: z.int().meta({ example: 4 }),
  photos_shared: z.int().meta({ example: 0 }),
};

/** For viewers who may see the profile. */
const profileFields = z.object({
  bio: z.string().nullable().meta({ example: 'Runs at dawn' }),
  cover_image_url: z.string().nullable().meta({ example: 'https://example.com/lake-kivu.jpg' }),
  ...stats,
  is_verified: z.boolean(),
  created_at: z.iso.datetime(),
});

export const profileResponse = userCardResponse.extend(profileFields.partial().shape).meta({
  id: 'UserProfile',
  description:
    'A user; only the fields of `UserCard` are present if you have no access to the profile',
});
export type ProfileResponse = z.infer<typeof profileResponse>;

export const statsResponse = z.object({ user_id: id, ...stats }).meta({ id: 'UserStats' });
export type StatsResponse = z.infer<typeof statsResponse>;
