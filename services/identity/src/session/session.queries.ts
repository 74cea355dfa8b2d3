import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

export interface LockedSession {
  id: string;
  userId: string;
  username: string;
  isActive: boolean;
  bannedAt: Date | null;
  suspendedUntil: Date | null;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** A session that can still be used. */
export interface OpenSession {
  id: string;
  name: string | null;
  deviceInfo: { device_type?: string; app_version?: string } | null;
  ip: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

const open = 'FROM sessions WHERE user_id = $1::uuid AND revoked_at IS NULL AND expires_at > $2';

const openSessionCount = `SELECT count(*)::int AS total ${open}`;

const openSessionPage = `
  SELECT id, name, device_info AS "deviceInfo", host(ip) AS ip, created_at AS "createdAt",
         last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
  ${open} AND id < $3::uuid
   ORDER BY id DESC
   LIMIT $4 OFFSET $5`;

/** The session and its user, with the row of the session locked: refreshes of one session follow each other. */
export async function lockSession(tx: Tx, sessionId: string): Promise<LockedSession | undefined> {
  const [session] = await tx.sql.query<LockedSession>(
    'session_lock',
    `SELECT s.id, s.user_id AS "userId", u.username, u.is_active AS "isActive",
            u.banned_at AS "bannedAt", u.suspended_until AS "suspendedUntil",
            s.expires_at AS "expiresAt", s.revoked_at AS "revokedAt"
       FROM sessions s
       JOIN users u ON u.id = s.user_id
      WHERE s.id = $1::uuid
        FOR UPDATE OF s`,
    [sessionId],
  );
  return session;
}

/** The open sessions of a user, newest first: ids grow with time. */
export function listOpenSessions(
  sql: Sql,
  userId: string,
  now: Date,
  window: PageWindow,
): Promise<OpenSession[]> {
  const values = [userId, now, olderThan(window).id, window.limit, window.offset];
  return sql.query<OpenSession>('session_open_page', openSessionPage, values);
}

export function countOpenSessions(sql: Sql, userId: string, now: Date): Promise<number> {
  return countRows(sql, 'session_open_count', openSessionCount, [userId, now]);
}

/**
 * Returns whether the tokens of a response may be sent again: the session can be used, its account is active, and the
 * password is still that of that time. A login that replaces an outdated hash does so before it opens its session.
 *
 * @param issuedAt when the tokens were issued
 */
export async function mayRepeatTokens(
  sql: Sql,
  { sessionId, issuedAt }: { sessionId: string; issuedAt: Date },
  now: Date,
): Promise<boolean> {
  const rows = await sql.query(
    'session_may_repeat_tokens',
    `SELECT FROM sessions AS s JOIN users AS u ON u.id = s.user_id
      WHERE s.id = $1::uuid AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.is_active
        AND NOT EXISTS (SELECT FROM credentials AS c
                         WHERE c.user_id = s.user_id AND c.kind = 'password'
                           AND c.updated_at > s.created_at AND c.updated_at > $3)`,
    [sessionId, now, issuedAt],
  );

  return rows.length > 0;
}
