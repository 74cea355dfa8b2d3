import { batched, type Sql } from '@tribe/service-kit';
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
  /** null for a user who never changed their settings */
  profileVisibility: ProfileVisibility | null;
}

const profilesByIds = `
  SELECT u.id, u.username, u.full_name AS "fullName", u.profile_image_url AS "profileImageUrl",
         u.cover_image_url AS "coverImageUrl", u.bio, u.goals_achieved AS "goalsAchieved",
         u.photos_shared AS "photosShared", u.is_verified AS "isVerified", u.created_at AS "createdAt",
         s.profile_visibility AS "profileVisibility"
    FROM users u
    LEFT JOIN user_settings s ON s.user_id = u.id
   WHERE u.id = ANY($1::uuid[]) AND u.is_active`;

async function findProfiles(sql: Sql, ids: readonly string[]): Promise<Map<string, ProfileRow>> {
  const rows = await sql.query<ProfileRow>('profiles_by_ids', profilesByIds, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The profile of a user; undefined for a user who does not exist or is not active. */
export const findProfile = batched(findProfiles);

/** When a device of the user last logged in or refreshed its token. */
export async function findLastSeenAt(sql: Sql, userId: string): Promise<Date | null> {
  const [row] = await sql.query<{ lastSeenAt: Date | null }>(
    'profile_last_seen',
    'SELECT max(last_used_at) AS "lastSeenAt" FROM sessions WHERE user_id = $1::uuid',
    [userId],
  );
  return row?.lastSeenAt ?? null;
}
