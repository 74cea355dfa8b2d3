import { AppError, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { type AdminUserRow, findAdminUser } from './admin-user.queries';

/** @throws AppError USER_NOT_FOUND */
export async function requireAdminUser(sql: Sql, userId: string): Promise<AdminUserRow> {
  const user = await findAdminUser(sql, userId);
  if (!user) throw new AppError(errors.USER_NOT_FOUND);
  return user;
}

/**
 * The user that an admin acts on, with their row locked until the transaction ends.
 *
 * @throws AppError USER_NOT_FOUND
 */
export async function requireLockedUser(tx: Tx, userId: string): Promise<User> {
  const user = await lockUser(tx, userId);
  if (!user) throw new AppError(errors.USER_NOT_FOUND);
  return user;
}
