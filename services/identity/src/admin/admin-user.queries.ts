import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Role } from '../generated/prisma/enums';

/** An account as an admin sees it. */
export interface AdminUserRow {
  id: string;
  username: string;
  fullName: string;
  email: string;
  emailVerified: boolean;
  isVerified: boolean;
  isActive: boolean;
  bannedAt: Date | null;
  suspendedUntil: Date | null;
  banReason: string | null;
  createdAt: Date;
  roles: Role[];
}

export interface AdminUserFilter {
  readonly isActive: boolean | null;
  /** Whether a ban is in force, with or without an end. */
  readonly isBanned: boolean | null;
  readonly now: Date;
  /** The beginning of the username or the address, in lower case. */
  readonly beginsWith: string | null;
}

const columns = `id, username, full_name AS "fullName", email, email_verified AS "emailVerified",
  is_verified AS "isVerified", is_active AS "isActive", banned_at AS "bannedAt",
  suspended_until AS "suspendedUntil", ban_reason AS "banReason",
  created_at AS "createdAt", ARRAY(SELECT role::text FROM user_roles WHERE user_id = users.id) AS roles`;

const matching = `
  FROM users
 WHERE ($1::boolean IS NULL OR is_active = $1)
   AND ($2::boolean IS NULL OR (banned_at IS NOT NULL OR coalesce(suspended_until > $4::timestamptz, false)) = $2)
   AND ($3::text IS NULL OR starts_with(username_key, $3) OR starts_with(email, $3))`;

const userPage = `
  SELECT ${columns} ${matching} AND id < $5::uuid
   ORDER BY id DESC
   LIMIT $6 OFFSET $7`;

const userCount = `SELECT count(*)::int AS total ${matching}`;

const userById = `SELECT ${columns} FROM users WHERE id = $1::uuid`;

/** Accounts that match the filter, newest first. */
export function listAdminUsers(
  sql: Sql,
  filter: AdminUserFilter,
  window: PageWindow,
): Promise<AdminUserRow[]> {
  const values = [...filterValues(filter), olderThan(window).id, window.limit, window.offset];
  return sql.query<AdminUserRow>('admin_user_page', userPage, values);
}

export function countAdminUsers(sql: Sql, filter: AdminUserFilter): Promise<number> {
  return countRows(sql, 'admin_user_count', userCount, filterValues(filter));
}

export async function findAdminUser(sql: Sql, userId: string): Promise<AdminUserRow | undefined> {
  const [user] = await sql.query<AdminUserRow>('admin_user_by_id', userById, [userId]);
  return user;
}

function filterValues({ isActive, isBanned, beginsWith, now }: AdminUserFilter) {
  return [isActive, isBanned, beginsWith, now];
}
