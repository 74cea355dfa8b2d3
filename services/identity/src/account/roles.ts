import { Injectable } from '@nestjs/common';
import { InjectConfig, type Sql } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import type { Role } from '../generated/prisma/enums';
import { findRoleHolder } from './role.queries';

/** The roles of users: those in `user_roles`, and the first admins, who are named by a verified address. */
@Injectable()
export class Roles {
  constructor(@InjectConfig() private readonly config: IdentityConfig) {}

  async of(sql: Sql, userId: string): Promise<readonly Role[]> {
    const holder = await findRoleHolder(sql, userId);
    if (!holder) return [];
    const { email, emailVerified, roles } = holder;
    const isFirstAdmin = emailVerified && this.config.ADMIN_EMAILS.includes(email);

    return isFirstAdmin && !roles.includes('admin') ? ['admin', ...roles] : roles;
  }
}
