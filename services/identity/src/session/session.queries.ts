import type { Database } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';

export interface LockedSession {
  id: string;
  userId: string;
  username: string;
  isActive: boolean;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** The session with its row lock: refreshes of one family go one after the other. */
export async function lockSession(tx: Tx, sessionId: string): Promise<LockedSession | undefined> {
  const [session] = await tx.$queryRaw<LockedSession[]>(Prisma.sql`
    SELECT s.id, s.user_id AS "userId", u.username, u.is_active AS "isActive",
           s.expires_at AS "expiresAt", s.revoked_at AS "revokedAt"
    FROM sessions s
    JOIN users u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid
    FOR UPDATE OF s`);
  return session;
}

/** When a device of the person last logged in or refreshed. */
export async function lastSeenAt(database: Database, userId: string): Promise<Date | null> {
  const [row] = await database.query<{ seen: Date | null }>(
    'last-seen-at',
    'SELECT max(last_used_at) AS seen FROM sessions WHERE user_id = $1::uuid',
    [userId],
  );
  return row?.seen ?? null;
}
