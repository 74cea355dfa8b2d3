import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, InjectConfig, type Sql } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import type { Role } from '../generated/prisma/enums';
import { AccountService } from './account-access';

interface RoleRow {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly roles: Role[];
}

/** What people are beyond people with an account. */
@Injectable()
export class Roles {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountService,
    @InjectConfig() private readonly config: IdentityConfig,
  ) {}

  /** What somebody is now: by a row, or as one of the first admins, who are named by verified address. Inside a transaction, give its `sql`. */
  async of(userId: string, sql: Sql = this.database): Promise<Role[]> {
    const [row] = await sql.query<RoleRow>(
      'roles-of-user',
      `SELECT email, email_verified AS "emailVerified",
              ARRAY(SELECT role::text FROM user_roles WHERE user_id = users.id) AS roles
       FROM users WHERE id = $1::uuid`,
      [userId],
    );
    if (!row) return [];
    const isFirstAdmin = row.emailVerified && this.config.ADMIN_EMAILS.includes(row.email);
    return isFirstAdmin && !row.roles.includes('admin') ? ['admin', ...row.roles] : row.roles;
  }

  /**
   * The token says it too, but may be an hour old.
   *
   * @throws AppError PERMISSION_DENIED, ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async requireAdmin(caller: Caller): Promise<void> {
    await this.accounts.getAccount(caller);
    if (!(await this.of(caller.userId)).includes('admin'))
      throw new AppError(errors.PERMISSION_DENIED);
  }
}
