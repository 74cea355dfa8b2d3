import { userFields } from '@tribe/projections';
import {
  id,
  pageQuery,
  paginationResponse,
  filledParagraphField,
  searchField,
} from '@tribe/service-kit';
import { z } from 'zod';
import { Role } from '../generated/prisma/enums';

const role = z.enum(Role).meta({ id: 'UserRole' });

export const adminUserParams = z.object({ userId: id });
export type AdminUserParams = z.infer<typeof adminUserParams>;

export const adminRoleParams = z.object({ userId: id, role });
export type AdminRoleParams = z.infer<typeof adminRoleParams>;

export const banBody = z
  .strictObject({
    reason: filledParagraphField(500).meta({ example: 'Spam in comments' }),
  })
  .meta({ id: 'BanUserRequest' });
export type BanBody = z.infer<typeof banBody>;

export const listUsersQuery = pageQuery.extend({
  status: z
    .enum(['all', 'active', 'inactive', 'banned'])
    .meta({ id: 'UserStatusFilter' })
    .default('all'),
  q: searchField(100)
    .toLowerCase()
    .optional()
    .describe('The beginning of the username or the e-mail address'),
});
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

export const adminUserResponse = z
  .object({
    id,
    username: userFields.username,
    full_name: userFields.full_name,
    email: z.string().meta({ example: 'clarie@example.com' }),
    email_verified: z.boolean(),
    is_verified: z.boolean(),
    is_active: z.boolean(),
    banned_at: z.iso.datetime().nullable().meta({ example: null }),
    banned_until: z.iso
      .datetime()
      .nullable()
      .meta({ example: null })
      .describe('The end of a ban by a moderator that is in force. The account stays visible'),
    ban_reason: z.string().nullable().meta({ example: null }),
    roles: z.array(role),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'AdminUser', description: 'A user as admins see it' });
export type AdminUserResponse = z.infer<typeof adminUserResponse>;

export const listUsersResponse = z
  .object({ users: z.array(adminUserResponse), pagination: paginationResponse })
  .meta({ id: 'AdminUserList' });
