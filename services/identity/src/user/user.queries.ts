import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';

/** What {@link userCardsByIds} reads of a person. */
export interface UserCardRow {
  id: string;
  username: string;
  fullName: string;
  profileImageUrl: string | null;
  /** A bigint, which the driver hands over as text. */
  version: string;
}

/** The hottest read of the service: cards of many people at once. Inactive people are left out. */
export const userCardsByIds = {
  name: 'user-cards-by-ids',
  text: `
    SELECT id, username, full_name AS "fullName", profile_image_url AS "profileImageUrl", version
    FROM users
    WHERE id = ANY($1::uuid[]) AND is_active`,
} as const;

/**
 * Whether the account is open. Until the transaction ends nobody can close it, or change anything of it; a closing that
 * came first is waited for.
 */
export async function lockActiveUser(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM users WHERE id = ${userId}::uuid AND is_active FOR SHARE`;
  return rows.length > 0;
}

/** The person with their row lock, until the transaction ends. */
export async function lockUser(tx: Tx, userId: string): Promise<User | null> {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  return await tx.user.findUnique({ where: { id: userId } });
}
