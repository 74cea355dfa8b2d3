import { Injectable } from '@nestjs/common';
import { ConversationAccessService, RelationService, UserDirectoryService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { LocationShare } from './location.rules';

const deadlineMs = 1_000;

/** Asks the owners whether users may share their locations. Methods throw AppError RPC_UNAVAILABLE without an answer. */
@Calls(
  UserDirectoryService.method.getUserCards,
  RelationService.method.getRelations,
  ConversationAccessService.method.checkConversationAccess,
)
@Injectable()
export class LocationAccess {
  constructor(private readonly rpc: Rpc) {}

  /** @throws AppError LOCATION_SHARING_DISABLED; FRIEND_NOT_FOUND or CONVERSATION_NOT_FOUND */
  async require(share: LocationShare): Promise<void> {
    const [isAllowed, friends, participates] = await Promise.all([
      this.isAllowedBy(share.userId),
      this.friendsAmong(share.userId, share.friendIds),
      share.conversationId === null || this.participates(share.conversationId, share.userId),
    ]);

    if (!isAllowed) throw new AppError(errors.LOCATION_SHARING_DISABLED);
    if (friends.length < share.friendIds.length) throw new AppError(errors.FRIEND_NOT_FOUND);
    if (!participates) throw new AppError(errors.CONVERSATION_NOT_FOUND);
  }

  /** Returns the friends of a user among others; after a block, users are no friends. */
  async friendsAmong(userId: string, otherIds: readonly string[]): Promise<string[]> {
    if (otherIds.length === 0) return [];
    const pairs = otherIds.map((otherId) => ({ userId, otherId }));
    const client = this.rpc.client(RelationService);
    const { relations } = await client.getRelations({ pairs }, { deadlineMs });

    return otherIds.filter((_, index) => {
      const relation = relations[index];
      return relation?.areFriends === true && !relation.areHidden;
    });
  }

  async participates(conversationId: string, userId: string): Promise<boolean> {
    const client = this.rpc.client(ConversationAccessService);
    return (await client.checkConversationAccess({ conversationId, userId }, { deadlineMs }))
      .allowed;
  }

  /** Returns whether the privacy settings of a user allow it. */
  async isAllowedBy(userId: string): Promise<boolean> {
    const client = this.rpc.client(UserDirectoryService);
    const { cards } = await client.getUserCards({ userIds: [userId] }, { deadlineMs });
    return cards[0]?.privacy?.shareLocation === true;
  }
}
