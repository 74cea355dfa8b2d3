import type { AccountFields } from './account.dto';

/** A session and the account it belongs to. */
export interface SessionAccountRow extends AccountFields {
  sessionId: string;
  revokedAt: Date | null;
  isActive: boolean;
  updatedAt: Date;
  authenticatedAt: Date | null;
}

/** Every start of a client app asks for this. */
export const accountsBySession = {
  name: 'accounts-by-session',
  text: `
    SELECT s.id AS "sessionId", s.revoked_at AS "revokedAt", s.authenticated_at AS "authenticatedAt", u.is_active AS "isActive",
           u.id, u.email, u.username, u.full_name AS "fullName", u.bio,
           u.profile_image_url AS "profileImageUrl", u.cover_image_url AS "coverImageUrl",
           u.goals_achieved AS "goalsAchieved", u.photos_shared AS "photosShared",
           u.email_verified AS "emailVerified", u.is_verified AS "isVerified", u.pending_email AS "pendingEmail", u.created_at AS "createdAt", u.updated_at AS "updatedAt"
    FROM sessions s
    JOIN users u ON u.id = s.user_id
    WHERE s.id = ANY($1::uuid[])`,
} as const;
