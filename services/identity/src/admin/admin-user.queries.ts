import type { Sql } from '@tribe/service-kit';
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
  banReason: string | null;
  createdAt: Date;
  roles: Role[];
}

export interface AdminUserFilter {
  readonly isActive: boolean | null;
  readonly isBanned: boolean | null;
  /** What username or address begins with, in lower case; null for everybody. */
  readonly beginsWith: string | null;
}

const columns = `id, username, full_name AS "fullName", email, email_verified AS "emailVerified",
  is_verified AS "isVerified", is_active AS "isActive",
  banned_at AS "bannedAt", ban_reason AS "banReason", created_at AS "createdAt",
  ARRAY(SELECT role::text FROM user_roles WHERE user_id = users.id) AS roles`;

const matching = `FROM users
  WHERE ($1::boolean IS NULL OR is_active = $1) AND ($2::boolean IS NULL OR (banned_at IS NOT NULL) = $2)
    AND ($3::text IS NULL OR starts_with(username_key, $3) OR starts_with(email, $3))`;

const valuesOf = ({ isActive, isBanned, beginsWith }: AdminUserFilter) => [
  isActive,
  isBanned,
  beginsWith,
];

/** Newest first. */
export function selectAdminUsers(
  sql: Sql,
  filter: AdminUserFilter,
  page: { beforeId: string | null; offset: number; limit: number },
): Promise<AdminUserRow[]> {
  return sql.query<AdminUserRow>(
    'admin-users',
    `SELECT ${columns} ${matching} AND ($4::uuid IS NULL OR id < $4::uuid) ORDER BY id DESC LIMIT $5 OFFSET $6`,
    [...valuesOf(filter), page.beforeId, page.limit, page.offset],
  );
}

export async function countAdminUsers(sql: Sql, filter: AdminUserFilter): Promise<number> {
  const [row] = await sql.query<{ total: number }>(
    'admin-users-count',
    `SELECT count(*)::int AS total ${matching}`,
    valuesOf(filter),
  );
  return row?.total ?? 0;
}

export async function findAdminUser(sql: Sql, userId: string): Promise<AdminUserRow | undefined> {
  const [row] = await sql.query<AdminUserRow>(
    'admin-user',
    `SELECT ${columns} FROM users WHERE id = $1::uuid`,
    [userId],
  );
  return row;
}
