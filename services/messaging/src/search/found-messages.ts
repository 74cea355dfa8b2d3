import { Injectable } from '@nestjs/common';
import { Database } from '@tribe/service-kit';
import { findMembership } from '../access/conversation.queries';
import { MessageViews } from '../message/message-views';
import { findMessage, type Message } from '../message/message.queries';
import type { FoundRow } from './message-search.queries';
import { foundMessageView } from './message-search.view';

/** Shows the messages that a search has found, each as in its conversation. */
@Injectable()
export class FoundMessages {
  constructor(
    private readonly database: Database,
    private readonly views: MessageViews,
  ) {}

  /** Omits messages that were deleted, and conversations that the viewer has left, since they were found. */
  async of(viewerId: string, rows: readonly FoundRow[], marked: ReadonlyMap<string, string>) {
    const messages = await Promise.all(rows.map(({ id }) => findMessage(this.database, id)));
    const present = messages.filter((message) => message !== undefined);
    const byConversation = Map.groupBy(present, ({ conversationId }) => conversationId);

    const groups = await Promise.all(
      [...byConversation].map(([id, group]) => this.inConversation(viewerId, id, group)),
    );

    const shown = new Map(groups.flat().map((message) => [message.id, message]));

    return rows.flatMap(({ id }) => {
      const message = shown.get(id);
      return message?.content ? [foundMessageView(message, marked.get(id))] : [];
    });
  }

  private async inConversation(
    viewerId: string,
    conversationId: string,
    messages: readonly Message[],
  ) {
    const membership = await findMembership(this.database, conversationId, viewerId);
    return membership ? this.views.of(membership, messages) : [];
  }
}
