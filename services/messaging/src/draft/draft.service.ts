import { Injectable } from '@nestjs/common';
import { type Caller, Clock, newId, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { ensureParticipant } from '../access/team-membership.queries';
import { MessageHistoryService } from '../message/message-history.service';
import type { Tx } from '../prisma.service';
import type { SaveDraftBody } from './draft.dto';
import { draftView } from './draft.view';
import { type Draft, findDraft, saveDraft } from './draft.writes';

/** Keeps the draft of each participant for all devices of the participant, hidden from other users. */
@Injectable()
export class DraftService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly history: MessageHistoryService,
    private readonly clock: Clock,
  ) {}

  saveDraft({ userId }: Caller, conversationId: string, body: SaveDraftBody) {
    const written = new Date(body.updated_at);
    const now = this.clock.now();

    return this.save(userId, conversationId, {
      content: body.content,
      replyToMessageId: body.reply_to_message_id ?? null,
      at: written < now ? written : now,
    });
  }

  async deleteDraft({ userId }: Caller, conversationId: string): Promise<void> {
    const ended = { content: null, replyToMessageId: null, at: this.clock.now() };
    await this.save(userId, conversationId, ended);
  }

  /** Under the lock of the conversation, so that a message that is sent at the same time ends the draft. */
  private async save(userId: string, conversationId: string, draft: Draft) {
    await this.access.require(userId, 'send', conversationId);

    return this.transactions.run(async (tx) => {
      const membership = await this.access.requireLocked(tx, userId, 'send', conversationId);
      if (draft.replyToMessageId !== null)
        await this.history.require(membership, draft.replyToMessageId, tx.sql);

      // A member of a team has no row before the first draft.
      if (membership.participantId === null)
        await ensureParticipant(tx.sql, { conversationId, userId, participantId: newId() });

      await saveDraft(tx, membership, draft);
      const saved = await findDraft(tx, membership);

      return { draft: saved ? draftView(saved) : null };
    });
  }
}
