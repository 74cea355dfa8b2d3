import {
  type CheckConversationAccessRequest,
  ConversationAccessService,
  type ListConversationIdsRequest,
} from '@tribe/contracts';
import { Relationships, UserCards } from '@tribe/projections';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, commonErrors, id } from '@tribe/service-kit';
import { z } from 'zod';
import { ConversationAccess } from './conversation-access';
import { listConversationIds } from './conversation.queries';
import { Memberships } from './memberships';
import { Recipients } from './recipients';
import { TeamScope } from './team-scope';

const listRequest = z.object({ userId: id, limit: z.int().min(1).max(1000) });
const accessRequest = z.object({ conversationId: id, userId: id, forSending: z.boolean() });

/** Tells other services which conversations a user takes part in, and which users are hidden from that user. */
@RpcController()
export class ConversationAccessRpc {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
    private readonly memberships: Memberships,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly teams: TeamScope,
  ) {}

  @RpcMethod(ConversationAccessService.method.listConversationIds)
  async listConversationIds(request: ListConversationIdsRequest) {
    const { success, data } = listRequest.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);

    const [conversationIds, hiddenUserIds, cards] = await Promise.all([
      listConversationIds(this.teams.as(data.userId), data.userId, data.limit),
      this.relationships.hiddenIdsOf(data.userId),
      this.cards.get([data.userId]),
    ]);

    const user = cards.get(data.userId);

    return { conversationIds, hiddenUserIds, ...(user && { user }) };
  }

  @RpcMethod(ConversationAccessService.method.checkConversationAccess)
  async checkConversationAccess(request: CheckConversationAccessRequest) {
    const { success, data } = accessRequest.safeParse(request);
    if (!success) return { allowed: false };
    const membership = await this.memberships.find(data.conversationId, data.userId);
    if (!membership) return { allowed: false };

    const [hiddenUserIds, mayNotSend] = await Promise.all([
      this.relationships.hiddenIdsOf(data.userId),
      data.forSending && this.isSendingRefused(data),
    ]);

    return { allowed: true, hiddenUserIds, sendingRefused: mayNotSend };
  }

  /** @throws AppError when an owner that would be asked does not answer */
  private async isSendingRefused({
    conversationId,
    userId,
  }: z.infer<typeof accessRequest>): Promise<boolean> {
    try {
      const membership = await this.access.require(userId, 'send', conversationId);
      const pending = await this.recipients.require(membership);

      return pending !== undefined;
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return true;
      throw error;
    }
  }
}
