import { Injectable } from '@nestjs/common';
import { type Caller, Clock, requireVersion, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { decideChanges } from './conversation-changes.rules';
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

      const { name } = changes;

      const metadata =
        name === undefined
          ? { action: 'image_changed' as const }
          : { action: 'renamed' as const, name };

      await this.messages.append(tx, group, metadata, (message) =>
        conversationUpdated({ ...group, ...changes }, message),
      );
    });

    return this.views.ofId(userId, id);
  }
}
