import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  newId,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { friendRequestCancelled, friendshipEnded } from '../friend/friendship.events';
import { changeStatus, lockPair, lockBetween } from '../friend/friendship.queries';
import { decideBlock } from '../friend/friendship.rules';
import type { BlockedUser } from '../generated/prisma/client';
import { PartnershipSeverance } from '../partnership/partnership-severance';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import { userBlocked, userUnblocked } from './block.events';
import { countBlocks, selectHiddenAmong } from './block.queries';

/** Blocking and taking it back. Every change happens under the lock of the two people. */
@Injectable()
export class BlockService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly partnerships: PartnershipSeverance,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Hides two people from each other, and ends what was between them in the same transaction. */
  async blockUser(caller: Caller, userId: string, reason: string | null): Promise<BlockedUser> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BLOCK_YOURSELF);
    const exists = (await this.userCards.get([userId])).has(userId);
    return this.transactions.run(async (tx) => {
      await lockBetween(tx, caller.userId, userId);
      const row = await blockOf(tx, caller.userId, userId);
      if (row && !row.unblockedAt) return row;
      // Who blocked the caller does not exist for them, and so cannot be blocked either.
      const hidden = await selectHiddenAmong(tx.sql, caller.userId, [userId]);
      if (!exists || hidden.has(userId)) throw new AppError(errors.USER_NOT_FOUND);
      if ((await countBlocks(tx.sql, caller.userId)) >= this.config.BLOCK_LIMIT)
        throw new AppError(errors.BLOCK_LIMIT_REACHED);
      const block = await this.write(tx, row, {
        blockerId: caller.userId,
        blockedId: userId,
        reason,
      });
      await this.events.publish(tx, userBlocked(block));
      await this.endRelation(tx, caller.userId, userId);
      await this.partnerships.severBetween(tx, caller.userId, userId);
      return block;
    });
  }

  /** Nothing to take back is no error: afterwards there is no block. */
  async unblockUser(caller: Caller, userId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockBetween(tx, caller.userId, userId);
      const row = await blockOf(tx, caller.userId, userId);
      if (!row || row.unblockedAt) return;
      const unblocked = await tx.blockedUser.update({
        where: { id: row.id },
        data: { reason: null, unblockedAt: this.clock.now(), version: { increment: 1 } },
      });
      await this.events.publish(tx, userUnblocked(unblocked));
    });
  }

  private write(
    tx: Tx,
    former: BlockedUser | null,
    block: Pick<BlockedUser, 'blockerId' | 'blockedId' | 'reason'>,
  ): Promise<BlockedUser> {
    const blockedAt = this.clock.now();
    if (!former) return tx.blockedUser.create({ data: { id: newId(), ...block, blockedAt } });
    const data = { reason: block.reason, blockedAt, unblockedAt: null, version: { increment: 1 } };
    return tx.blockedUser.update({ where: { id: former.id }, data });
  }

  private async endRelation(tx: Tx, blockerId: string, blockedId: string): Promise<void> {
    const pair = await lockPair(tx, blockerId, blockedId);
    const decision = decideBlock(pair);
    if (!pair || decision.kind !== 'change') return;
    const changed = await changeStatus(tx, pair, decision.to, { acceptedAt: null });
    if (decision.to === 'ended') await markStale(tx, [blockerId, blockedId]);
    const event =
      decision.to === 'ended'
        ? friendshipEnded(changed, blockerId)
        : friendRequestCancelled(changed);
    await this.events.publish(tx, event);
  }
}

function blockOf(tx: Tx, blockerId: string, blockedId: string): Promise<BlockedUser | null> {
  return tx.blockedUser.findUnique({ where: { blockerId_blockedId: { blockerId, blockedId } } });
}
