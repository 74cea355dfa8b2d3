import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { lockRequest, type MessageRequest } from '../access/message-request.queries';
import { ConversationViews } from '../conversation/conversation-views';
import { decideAnswer } from '../participant/message-request.rules';
import { RequestAcceptance } from '../participant/request-acceptance';
import type { Tx } from '../prisma.service';

/** Answers message requests. */
@Injectable()
export class MessageRequestService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly relationships: Relationships,
    private readonly acceptance: RequestAcceptance,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
  ) {}

  async accept({ userId }: Caller, conversationId: string) {
    await this.transactions.run(async (tx) => {
      const request = await this.lock(tx, userId, conversationId);
      if (settle(decideAnswer(request, userId, 'accepted')) && request)
        await this.acceptance.accept(tx, request);
    });

    return this.views.ofId(userId, conversationId);
  }

  /** Publishes nothing: the sender does not learn of it. */
  async decline({ userId }: Caller, conversationId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const request = await this.lock(tx, userId, conversationId);
      const declined = settle(decideAnswer(request, userId, 'declined'));
      if (!declined) return;

      await tx.messageRequest.update({
        where: { conversationId },
        data: { ...declined, answeredAt: this.clock.now() },
        select: { id: true },
      });
    });
  }

  /** Requests of hidden users do not exist for the recipient. */
  private async lock(
    tx: Tx,
    userId: string,
    conversationId: string,
  ): Promise<MessageRequest | undefined> {
    const request = await lockRequest(tx.sql, conversationId);
    if (!request) return undefined;
    const isHidden = await this.relationships.areHidden(userId, request.senderId, tx.sql);

    return isHidden ? undefined : request;
  }
}
