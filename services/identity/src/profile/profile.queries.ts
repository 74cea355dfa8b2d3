import type { ProfileVisibility } from '../generated/prisma/enums';

export interface ProfileRow {
  id: string;
  username: string;
  fullName: string;
  profileImageUrl: string | null;
  coverImageUrl: string | null;
  bio: string | null;
  goalsAchieved: number;
  photosShared: number;
  isVerified: boolean;
  createdAt: Date;
  /** Null for somebody who never chose anything. */
  profileVisibility: ProfileVisibility | null;
}

/** People as others may see them, if they may. Inactive people are left out. */
export const profilesByIds = {
  name: 'profiles-by-ids',
  text: `
    SELECT u.id, u.username, u.full_name AS "fullName", u.profile_image_url AS "profileImageUrl",
           u.cover_image_url AS "coverImageUrl", u.bio, u.goals_achieved AS "goalsAchieved",
           u.photos_shared AS "photosShared", u.is_verified AS "isVerified", u.created_at AS "createdAt", s.profile_visibility AS "profileVisibility"
    FROM users u
    LEFT JOIN user_settings s ON s.user_id = u.id
    WHERE u.id = ANY($1::uuid[]) AND u.is_active`,
} as const;
