import { Injectable } from '@nestjs/common';
import { ConversationAccessService, RelationService, UserDirectoryService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, commonErrors } from '@tribe/service-kit';
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

  /**
   * In a conversation, a location needs the same right as a message.
   *
   * @throws AppError LOCATION_SHARING_DISABLED; FRIEND_NOT_FOUND, CONVERSATION_NOT_FOUND or PERMISSION_DENIED
   */
  async require(share: LocationShare): Promise<void> {
    const [isAllowed, friends] = await Promise.all([
      this.isAllowedBy(share.userId),
      this.friendsAmong(share.userId, share.friendIds),
      this.requireSending(share),
    ]);

    if (!isAllowed) throw new AppError(errors.LOCATION_SHARING_DISABLED);
    if (friends.length < share.friendIds.length) throw new AppError(errors.FRIEND_NOT_FOUND);
  }

  private async requireSending({ conversationId, userId }: LocationShare): Promise<void> {
    if (conversationId === null) return;
    const client = this.rpc.client(ConversationAccessService);
    const request = { conversationId, userId, forSending: true };
    const answer = await client.checkConversationAccess(request, { deadlineMs });
    if (!answer.allowed) throw new AppError(errors.CONVERSATION_NOT_FOUND);
    if (answer.sendingRefused) throw new AppError(commonErrors.PERMISSION_DENIED);
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

  /** Returns whether the privacy settings of a user allow it. */
  async isAllowedBy(userId: string): Promise<boolean> {
    const client = this.rpc.client(UserDirectoryService);
    const { cards } = await client.getUserCards({ userIds: [userId] }, { deadlineMs });
    return cards[0]?.privacy?.shareLocation === true;
  }
}
