import { newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { JoinRequestStatus } from './tribe-join.rules';

/** Writes a request. A tribe and a user keep one row, with a new id for each request. */
export async function saveRequest(
  tx: Tx,
  tribeId: string,
  userId: string,
  createdAt: Date,
): Promise<void> {
  const request = {
    id: newId(),
    status: 'pending',
    createdAt,
    respondedAt: null,
    respondedBy: null,
  };
  await tx.tribeJoinRequest.upsert({
    where: { tribeId_userId: { tribeId, userId } },
    create: { tribeId, userId, ...request },
    update: request,
  });
}

/**
 * Ends the pending request of a user.
 *
 * @returns false when there is none
 */
export async function closeRequest(
  tx: Tx,
  tribeId: string,
  userId: string,
  answer: { status: JoinRequestStatus; respondedAt: Date; respondedBy: string },
): Promise<boolean> {
  const where = { tribeId, userId, status: 'pending' };
  const { count } = await tx.tribeJoinRequest.updateMany({ where, data: answer });
  return count > 0;
}
