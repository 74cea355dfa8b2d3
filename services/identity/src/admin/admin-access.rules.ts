import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Role } from '../generated/prisma/enums';

export function decideAdminAccess(roles: readonly Role[]): Permission {
  return roles.includes('admin') ? allow : refuse(errors.PERMISSION_DENIED);
}

/** Whether an admin may change the roles of a user. */
export function decideRoleChange(adminId: string, userId: string): Permission {
  return adminId === userId ? refuse(errors.CANNOT_CHANGE_OWN_ROLE) : allow;
}

/** Whether a user with these roles may be banned. */
export function decideBan(roles: readonly Role[]): Permission {
  return roles.includes('admin') ? refuse(errors.CANNOT_BAN_ADMIN) : allow;
}
