import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, withCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  InjectConfig,
  newId,
  Pages,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { friendRequestCancelled, friendshipEnded } from '../friend/friendship.events';
import { lockFriendship } from '../friend/friendship.queries';
import { decideBlock } from '../friend/friendship.rules';
import { changeFriendship } from '../friend/friendship.writes';
import type { BlockedUser } from '../generated/prisma/client';
import { PartnershipSeverance } from '../partnership/partnership-severance';
import { type LockedPair, lockPair } from '../people/locks';
import { areHidden } from '../people/pair.queries';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import type { Tx } from '../prisma.service';
import type {
  BlockedUserListResponse,
  BlockResponse,
  BlockUserBody,
  ListBlockedUsersQuery,
} from './block.dto';
import { userBlocked, userUnblocked } from './block.events';
import { countBlocks, countShownBlocks, listBlocks } from './block.queries';
import { blockedUserView, blockView } from './block.view';

/** The blocks of the caller. Every change happens under the lock of the pair. */
@Injectable()
export class BlockService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly partnerships: PartnershipSeverance,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /**
   * Hides two users from each other, and ends their friendship, requests and partnerships in the same transaction. Blocking
   * a blocked user changes nothing.
   */
  async blockUser(caller: Caller, body: BlockUserBody): Promise<BlockResponse> {
    const { user_id: userId, reason = null } = body;
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BLOCK_YOURSELF);
    const exists = (await this.cards.get([userId])).has(userId);

    const block = await this.transactions.run(async (tx) => {
      const locked = await lockPair(tx, caller.userId, userId);
      const former = await findBlock(tx, caller.userId, userId);
      if (former && !former.unblockedAt) return former;

      // A user who blocked the caller does not exist for the caller, and so cannot be blocked either.
      if (!exists || (await areHidden(tx.sql, caller.userId, userId)))
        throw new AppError(errors.USER_NOT_FOUND);
      if ((await countBlocks(tx.sql, caller.userId)) >= this.config.BLOCK_LIMIT)
        throw new AppError(errors.BLOCK_LIMIT_REACHED);

      const pair = { blockerId: caller.userId, blockedId: userId };
      const saved = await this.save(tx, former, { ...pair, reason });
      await this.events.publish(tx, userBlocked(saved));
      await this.partnerships.severBetween(tx, locked, caller.userId);
      await this.endFriendship(tx, locked, caller.userId);

      return saved;
    });

    return blockView(block);
  }

  /** Without a block, nothing happens. */
  async unblockUser(caller: Caller, userId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockPair(tx, caller.userId, userId);
      const block = await findBlock(tx, caller.userId, userId);
      if (!block || block.unblockedAt) return;

      const unblocked = await tx.blockedUser.update({
        where: { id: block.id },
        data: { reason: null, unblockedAt: this.clock.now(), version: { increment: 1 } },
      });

      await this.events.publish(tx, userUnblocked(unblocked));
    });
  }

  async listBlockedUsers(
    { userId }: Caller,
    query: ListBlockedUsersQuery,
  ): Promise<BlockedUserListResponse> {
    const { rows, pagination } = await this.pages.read('blocked users', query, {
      rows: (window) => listBlocks(this.database, userId, window),
      total: () => countShownBlocks(this.database, userId),
      position: ({ blockedAt, id }) => positionAt(blockedAt, id),
    });

    const cards = await this.cards.get(rows.map(({ blockedId }) => blockedId));

    const blockedUsers = withCards(rows, ({ blockedId }) => blockedId, cards, blockedUserView);

    return { blocked_users: blockedUsers, pagination };
  }

  /** A pair keeps its row, because the versions of its events go on. */
  private save(
    tx: Tx,
    former: BlockedUser | null,
    block: Pick<BlockedUser, 'blockerId' | 'blockedId' | 'reason'>,
  ): Promise<BlockedUser> {
    const blockedAt = this.clock.now();
    if (!former) return tx.blockedUser.create({ data: { id: newId(), ...block, blockedAt } });
    const data = { reason: block.reason, blockedAt, unblockedAt: null, version: { increment: 1 } };

    return tx.blockedUser.update({ where: { id: former.id }, data });
  }

  /** Ends the friendship or the request of the two. */
  private async endFriendship(tx: Tx, pair: LockedPair, blockerId: string): Promise<void> {
    const friendship = await lockFriendship(tx, pair);
    const to = settle(decideBlock(friendship));
    if (!friendship || !to) return;
    const changed = await changeFriendship(tx, friendship, to, { acceptedAt: null });

    if (to === 'ended') {
      await markSuggestionsStale(tx.sql, [pair.userLow, pair.userHigh]);
      await this.events.publish(tx, friendshipEnded(changed, blockerId));
    } else {
      await this.events.publish(tx, friendRequestCancelled(changed));
    }
  }
}

function findBlock(tx: Tx, blockerId: string, blockedId: string): Promise<BlockedUser | null> {
  return tx.blockedUser.findUnique({ where: { blockerId_blockedId: { blockerId, blockedId } } });
}
