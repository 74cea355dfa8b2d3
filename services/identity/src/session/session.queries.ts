import type { Sql } from '@tribe/service-kit';
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
  const [session] = await tx.sql.query<LockedSession>(
    'session_lock_session',
    `SELECT s.id, s.user_id AS "userId", u.username, u.is_active AS "isActive",
            s.expires_at AS "expiresAt", s.revoked_at AS "revokedAt"
       FROM sessions s
       JOIN users u ON u.id = s.user_id
      WHERE s.id = $1::uuid
        FOR UPDATE OF s`,
    [sessionId],
  );
  return session;
}

/** Whether the session has not been ended. Until the transaction ends nobody can; an ending that came first is waited for. */
export async function lockLivingSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'session_lock_living_session',
    `SELECT id FROM sessions WHERE id = $1::uuid AND revoked_at IS NULL FOR SHARE`,
    [sessionId],
  );
  return rows.length > 0;
}

/** When a device of the person last logged in or refreshed. */
export async function lastSeenAt(sql: Sql, userId: string): Promise<Date | null> {
  const [row] = await sql.query<{ seen: Date | null }>(
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
export function listLivingSessions(sql: Sql, userId: string, now: Date, page: SessionPage) {
  return sql.query<LivingSessionRow>(
    'living-sessions',
    `SELECT id, name, device_info AS "deviceInfo", host(ip) AS ip, created_at AS "createdAt",
            last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
     ${living} AND ($3::uuid IS NULL OR id < $3::uuid)
     ORDER BY id DESC LIMIT $4 OFFSET $5`,
    [userId, now, page.beforeId, page.limit, page.offset],
  );
}

export async function countLivingSessions(sql: Sql, userId: string, now: Date): Promise<number> {
  const [row] = await sql.query<{ total: number }>(
    'living-sessions-count',
    `SELECT count(*)::int AS total ${living}`,
    [userId, now],
  );
  return row?.total ?? 0;
}
