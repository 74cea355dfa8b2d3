import { Injectable } from '@nestjs/common';
import { type Caller, Clock, requireVersion, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { type ConversationChanges, decideChanges, reportsOf } from './conversation-changes.rules';
import { ConversationViews } from './conversation-views';
import type { UpdateConversationBody } from './conversation.dto';
import { conversationUpdated } from './conversation.events';

/** Changes the name and the image of groups. */
@Injectable()
export class ConversationChangesService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly messages: SystemMessages,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
  ) {}

  async updateConversation({ userId }: Caller, id: string, body: UpdateConversationBody) {
    await this.access.require(userId, 'manage', id);
    const updatedAt = this.clock.now();

    await this.transactions.run(async (tx) => {
      const group = await this.access.requireLocked(tx, userId, 'manage', id);
      requireVersion(group.version);
      const changes = settle(decideChanges(group, body));
      if (!changes) return;

      await tx.conversation.update({
        where: { id },
        data: { ...changes, updatedAt },
        select: { id: true },
      });

      await this.report(tx, group, changes);
    });

    return this.views.ofId(userId, id);
  }

  /** Appends a message per change, each with an event. */
  private async report(tx: Tx, group: Membership, changes: ConversationChanges): Promise<void> {
    const changed = { ...group, ...changes };

    for (const [index, metadata] of reportsOf(changes).entries()) {
      const current = { ...changed, version: group.version + BigInt(index) };
      await this.messages.append(tx, current, metadata, (message) =>
        conversationUpdated(changed, message),
      );
    }
  }
}
