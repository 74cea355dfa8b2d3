import { Injectable } from '@nestjs/common';
import { type Caller, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { Memberships } from '../access/memberships';
import { conversationUpdated } from '../conversation/conversation.events';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import type { UpdateRetentionBody } from './retention.dto';
import { findRetention } from './retention.queries';
import { decideRetention } from './retention.rules';
import { retentionView } from './retention.view';
import { writeRetention } from './retention.writes';

/** How long a conversation keeps its messages. A change is a system message, so that all participants learn of it. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly memberships: Memberships,
    private readonly messages: SystemMessages,
  ) {}

  async getRetention({ userId }: Caller, conversationId: string) {
    const { sql } = await this.access.require(userId, 'see', conversationId);
    return retentionView(await findRetention(sql, conversationId));
  }

  async updateRetention({ userId }: Caller, conversationId: string, body: UpdateRetentionBody) {
    const { retention_days: days } = body;
    const known = await this.access.require(userId, 'see', conversationId);
    // A role in a team that is a moment old must not be refused.
    if (decideRetention(known, null, days).kind === 'refuse') await this.memberships.confirm(known);

    await this.transactions.run(async (tx) => {
      const locked = await this.access.requireLocked(tx, userId, 'see', conversationId);
      const current = await findRetention(tx.sql, conversationId);
      const changed = settle(decideRetention(locked, current, days));
      if (!changed) return;

      await writeRetention(tx, conversationId, changed.days);
      const metadata = { action: 'retention_changed' as const };

      await this.messages.append(tx, locked, metadata, (message) =>
        conversationUpdated(locked, message),
      );
    });

    return retentionView(days);
  }
}
