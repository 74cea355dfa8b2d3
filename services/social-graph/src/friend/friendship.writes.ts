import { newId } from '@tribe/service-kit';
import { pairOf } from '../people/pair.rules';
import type { Tx } from '../prisma.service';
import { windowStart } from '../sliding-limit.rules';
import { requestLimit } from './friend-request.rules';
import type { FriendshipRow } from './friendship.queries';
import type { FriendshipStatus } from './friendship.rules';

type Request = Pick<FriendshipRow, 'requesterId' | 'addresseeId' | 'requestedAt'>;

/**
 * Writes a friend request. A pair keeps its row, so a later request replaces what the row holds.
 *
 * @param former the locked row of the pair; undefined when the pair is locked and has none
 */
export async function saveRequest(
  tx: Tx,
  former: FriendshipRow | undefined,
  request: Request,
): Promise<FriendshipRow> {
  const saved = former
    ? await changeFriendship(tx, former, 'pending', request)
    : await createFriendship(tx, request);
  await logRequest(tx, saved);
  return saved;
}

/** Changes a locked row, and its version with it. */
export async function changeFriendship(
  tx: Tx,
  { id }: FriendshipRow,
  status: FriendshipStatus,
  changes: Partial<Request & Pick<FriendshipRow, 'acceptedAt'>> = {},
): Promise<FriendshipRow> {
  const row = await tx.friendship.update({
    where: { id },
    data: { ...changes, status, version: { increment: 1 } },
  });
  return { ...row, status };
}

async function createFriendship(tx: Tx, request: Request): Promise<FriendshipRow> {
  const status = 'pending' as const;
  const pair = pairOf(request.requesterId, request.addresseeId);
  const row = await tx.friendship.create({ data: { id: newId(), ...pair, ...request, status } });

  return { ...row, status };
}

/** Remembers the request for {@link requestLimit}, and forgets those that no longer count. */
async function logRequest(
  tx: Tx,
  { id: friendshipId, requesterId, requestedAt }: FriendshipRow,
): Promise<void> {
  const expired = { lte: windowStart(requestLimit, requestedAt) };
  await tx.friendRequestLogEntry.deleteMany({ where: { friendshipId, requestedAt: expired } });
  await tx.friendRequestLogEntry.create({
    data: { id: newId(), friendshipId, requesterId, requestedAt },
  });
}
