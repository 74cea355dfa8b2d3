import { batched, type Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { AccountFields } from './account.view';

/** The account that a session belongs to, and the state of the session. */
export interface SessionAccount extends AccountFields {
  sessionId: string;
  revokedAt: Date | null;
  authenticatedAt: Date | null;
  isActive: boolean;
  version: bigint;
  updatedAt: Date;
}

const accountsBySession = `
  SELECT s.id AS "sessionId", s.revoked_at AS "revokedAt", s.authenticated_at AS "authenticatedAt",
         u.is_active AS "isActive", u.id, u.email, u.username, u.full_name AS "fullName", u.bio,
         u.profile_image_url AS "profileImageUrl", u.cover_image_url AS "coverImageUrl",
         u.goals_achieved AS "goalsAchieved", u.photos_shared AS "photosShared",
         u.email_verified AS "emailVerified", u.is_verified AS "isVerified", u.pending_email AS "pendingEmail",
         u.version, u.created_at AS "createdAt", u.updated_at AS "updatedAt"
    FROM sessions s
    JOIN users u ON u.id = s.user_id
   WHERE s.id = ANY($1::uuid[])`;

async function findSessionAccounts(
  sql: Sql,
  sessionIds: readonly string[],
): Promise<Map<string, SessionAccount>> {
  const rows = await sql.query<SessionAccount>('account_by_session', accountsBySession, [
    sessionIds,
  ]);
  return new Map(rows.map((row) => [row.sessionId, row]));
}

/** The account of a session, also of a revoked one; undefined for an unknown session. */
export const findSessionAccount = batched(findSessionAccounts);

/**
 * Whether a session is not revoked. Until the transaction ends, it cannot be; a revocation that came first is waited for.
 */
export async function lockOpenSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'session_lock_open',
    'SELECT id FROM sessions WHERE id = $1::uuid AND revoked_at IS NULL FOR SHARE',
    [sessionId],
  );
  return rows.length > 0;
}
