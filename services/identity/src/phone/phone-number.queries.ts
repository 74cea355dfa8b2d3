import type { Tx } from '../prisma.service';

/** Whether somebody has shown what number they have. */
export async function hasPhoneNumber(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.phoneNumber.count({ where: { userId } })) > 0;
}

/** Until the transaction ends nobody else is given this number. */
export async function lockPhoneHash(tx: Tx, phoneHash: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`phone ${phoneHash}`}, 0))`;
}

/** The rows of these people, in one order for everybody: two who swap numbers do not wait for each other. */
export async function lockPeople(tx: Tx, userIds: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ANY(${[...userIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}
