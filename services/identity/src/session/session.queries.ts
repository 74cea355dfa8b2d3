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

/** Whether the session has not been ended. Until the transaction ends nobody can; an ending that came first is waited for. */
export async function lockLivingSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM sessions WHERE id = ${sessionId}::uuid AND revoked_at IS NULL FOR SHARE`;
  return rows.length > 0;
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

/** A session somebody can still use. */
export interface LivingSessionRow {
  id: string;
  name: string | null;
  deviceInfo: { device_type?: string; app_version?: string } | null;
  ip: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

export interface SessionPage {
  /** Only sessions opened before this one; null starts with the newest. */
  readonly beforeId: string | null;
  readonly offset: number;
  readonly limit: number;
}

const living = 'FROM sessions WHERE user_id = $1::uuid AND revoked_at IS NULL AND expires_at > $2';

/** Newest first: ids grow with time. */
export function listLivingSessions(database: Database, userId: string, now: Date, page: SessionPage) {
  return database.query<LivingSessionRow>(
    'living-sessions',
    `SELECT id, name, device_info AS "deviceInfo", host(ip) AS ip, created_at AS "createdAt",
            last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
     ${living} AND ($3::uuid IS NULL OR id < $3::uuid)
     ORDER BY id DESC LIMIT $4 OFFSET $5`,
    [userId, now, page.beforeId, page.limit, page.offset],
  );
}

export async function countLivingSessions(database: Database, userId: string, now: Date): Promise<number> {
  const sql = `SELECT count(*)::int AS total ${living}`;
  const [row] = await database.query<{ total: number }>('living-sessions-count', sql, [userId, now]);
  return row?.total ?? 0;
}
