import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { idField } from '../account/account-fields';
import { Role } from '../generated/prisma/enums';
import { isProse } from '../user/user.rules';

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
    .describe('The beginning of the username or the e-mail address'),
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
export type AdminUserResponse = z.infer<typeof adminUserResponse>;

export const listUsersResponse = z.object({
  users: z.array(adminUserResponse),
  pagination: paginationResponse,
});
