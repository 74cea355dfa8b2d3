import { Injectable } from '@nestjs/common';
import { ConversationAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { Clock } from '@tribe/service-kit';

const deadlineMs = 1_000;
const questionsAtOnce = 20;
/** Less than the server waits before it sends an event again. */
const maxAgeMs = 4_000;

/** Asks messaging which users take part in conversations. Methods throw AppError RPC_UNAVAILABLE without an answer. */
@Calls(ConversationAccessService.method.checkConversationAccess)
@Injectable()
export class ConversationParticipants {
  constructor(
    private readonly rpc: Rpc,
    private readonly clock: Clock,
  ) {}

  async participates(conversationId: string, userId: string): Promise<boolean> {
    const client = this.rpc.client(ConversationAccessService);
    const access = await client.checkConversationAccess({ conversationId, userId }, { deadlineMs });

    return access.allowed;
  }

  /** Returns those of the users who take part in a conversation. */
  async among(conversationId: string, userIds: readonly string[]): Promise<string[]> {
    const found: string[] = [];

    for (let start = 0; start < userIds.length; start += questionsAtOnce) {
      const asked = userIds.slice(start, start + questionsAtOnce);
      const ask = (userId: string) => this.participates(conversationId, userId);
      const answers = await Promise.all(asked.map(ask));
      found.push(...asked.filter((_, index) => answers[index]));
    }

    return found;
  }

  /**
   * Returns the users of an event who take part in its conversation now. Messaging is asked only about an event that is not
   * new: it can come again after its users have left.
   */
  async stillAmong(
    conversationId: string,
    userIds: readonly string[],
    occurredAt: Date,
  ): Promise<readonly string[]> {
    const isNew = this.clock.now().getTime() - occurredAt.getTime() < maxAgeMs;
    return isNew ? userIds : this.among(conversationId, userIds);
  }
}
