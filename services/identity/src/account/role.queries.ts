import type { Sql } from '@tribe/service-kit';
import type { Role } from '../generated/prisma/enums';

/** The facts that decide the roles of a user. */
export interface RoleHolder {
  readonly email: string;
  readonly emailVerified: boolean;
  /** The roles in `user_roles`. */
  readonly roles: readonly Role[];
  /** Whether the user proved a second factor in the session; false without a session. */
  readonly hasSecondFactor: boolean;
}

const holderById = `
  SELECT email, email_verified AS "emailVerified",
         ARRAY(SELECT role::text FROM user_roles WHERE user_id = users.id) AS roles,
         EXISTS (SELECT FROM sessions WHERE id = $2::uuid AND user_id = users.id AND second_factor) AS "hasSecondFactor"
    FROM users
   WHERE id = $1::uuid`;

export async function findRoleHolder(
  sql: Sql,
  userId: string,
  sessionId: string | null,
): Promise<RoleHolder | undefined> {
  const [holder] = await sql.query<RoleHolder>('role_holder', holderById, [userId, sessionId]);
  return holder;
}
