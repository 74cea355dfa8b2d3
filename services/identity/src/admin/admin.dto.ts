import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { activityResponse } from '../activity/activity.dto';
import { Role } from '../generated/prisma/enums';
import { isProse } from '../user/user.rules';
import type { AdminUserRow } from './admin-user.queries';

const idField = z.uuid().toLowerCase();

export const adminUserParams = z.object({ userId: idField });
export type AdminUserParams = z.infer<typeof adminUserParams>;

export const adminRoleParams = z.object({ userId: idField, role: z.enum(Role) });
export type AdminRoleParams = z.infer<typeof adminRoleParams>;

export const banBody = z.strictObject({
  reason: z.string().trim().min(1).max(500).refine(isProse, 'may not have control characters'),
});
export type BanBody = z.infer<typeof banBody>;

export const listUsersQuery = pageQuery.extend({
  status: z.enum(['all', 'active', 'inactive', 'banned']).default('all'),
  q: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(100)
    .optional()
    .describe('What the username or address begins with'),
});
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

export const adminUserResponse = z.object({
  id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  is_verified: z.boolean(),
  is_active: z.boolean(),
  banned_at: z.iso.datetime().nullable(),
  ban_reason: z.string().nullable(),
  roles: z.array(z.enum(Role)),
  created_at: z.iso.datetime(),
});

export const listUsersResponse = z.object({
  users: z.array(adminUserResponse),
  pagination: paginationResponse,
});

export const adminActivityResponse = z.object({
  activities: z.array(
    activityResponse.extend({ actor_id: z.uuid().nullable().describe('Who, when not the person') }),
  ),
  pagination: paginationResponse,
});

export function adminUserView(row: AdminUserRow) {
  return {
    id: row.id,
    username: row.username,
    full_name: row.fullName,
    email: row.email,
    email_verified: row.emailVerified,
    is_verified: row.isVerified,
    is_active: row.isActive,
    banned_at: row.bannedAt?.toISOString() ?? null,
    ban_reason: row.banReason,
    roles: row.roles,
    created_at: row.createdAt.toISOString(),
  };
}
