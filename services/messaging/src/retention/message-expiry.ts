import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Transactions } from '@tribe/service-kit';
import { lockConversation } from '../access/conversation.queries';
import { setTeamService } from '../access/team-scope';
import { appendDeletion } from '../message/message-changes.writes';
import { messageDeleted } from '../message/message.events';
import type { Tx } from '../prisma.service';
import { type ExpiredMessage, findExpiredConversation, listExpired } from './retention.queries';
import { eraseContents } from './retention.writes';

const messagesPerBatch = 100;
/** The rest waits for the next sweep. */
const maxBatches = 200;

/**
 * Erases the contents of messages that are older than the retention of their conversation. Each becomes a deleted message
 * with an entry of its own, so that clients learn of it and the chain stays provable.
 */
@Injectable()
export class MessageExpiry {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    for (let batches = 0; batches < maxBatches; batches += 1) {
      const hasExpired = await this.transactions.run((tx) => this.expireBatch(tx));
      if (!hasExpired) return;
    }
  }

  private async expireBatch(tx: Tx): Promise<boolean> {
    const now = this.clock.now();
    await setTeamService(tx.sql);
    const conversationId = await findExpiredConversation(tx, now);
    if (conversationId === undefined) return false;

    const version = await lockConversation(tx, conversationId);
    if (version === undefined) return true;
    const limit = messagesPerBatch;
    const expired = await listExpired(tx, conversationId, { now, limit });
    await this.expire(tx, { conversationId, version, now }, expired);

    return true;
  }

  private async expire(
    tx: Tx,
    { conversationId, version, now }: { conversationId: string; version: bigint; now: Date },
    messages: readonly ExpiredMessage[],
  ): Promise<void> {
    for (const { id: messageId, isDeleted, hasContent } of messages) {
      if (isDeleted || !hasContent) continue;

      const deletion = { conversationId, messageId, deletedBy: null, deletedAs: 'retention' };
      const entry = { ...deletion, createdAt: now };
      await appendDeletion(tx, this.events, { entry, version, event: messageDeleted(entry) });
    }

    const messageIds = messages.map(({ id }) => id);
    const upTo = messages.at(-1)?.seq ?? 0n;
    await eraseContents(tx, conversationId, { messageIds, upTo });
  }
}
