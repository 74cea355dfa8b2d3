import { Injectable } from '@nestjs/common';
import { type Caller, InjectConfig, type Sql } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import type { Role } from '../generated/prisma/enums';
import { findRoleHolder, type RoleHolder } from './role.queries';

/** The roles of users: those in `user_roles`, and the first admins, who are named by a verified address. */
@Injectable()
export class Roles {
  constructor(@InjectConfig() private readonly config: IdentityConfig) {}

  /**
   * The roles that a session has. The address alone makes no admin: reading a mailbox must not be enough to get the role,
   * so the session also needs a second factor.
   */
  async inSession(
    sql: Sql,
    { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>,
  ): Promise<readonly Role[]> {
    const holder = await findRoleHolder(sql, userId, sessionId);
    return holder ? this.rolesOf(holder, holder.hasSecondFactor) : [];
  }

  /** The roles that a user has in some session. */
  async of(sql: Sql, userId: string): Promise<readonly Role[]> {
    const holder = await findRoleHolder(sql, userId, null);
    return holder ? this.rolesOf(holder, true) : [];
  }

  private rolesOf(
    { email, emailVerified, roles }: RoleHolder,
    hasSecondFactor: boolean,
  ): readonly Role[] {
    const isFirstAdmin =
      hasSecondFactor && emailVerified && this.config.ADMIN_EMAILS.includes(email);
    return isFirstAdmin && !roles.includes('admin') ? ['admin', ...roles] : roles;
  }
}
