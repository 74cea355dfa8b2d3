import { Injectable } from '@nestjs/common';
import { Memberships } from '../access/memberships';
import { MessageViews } from '../message/message-views';
import { findMessage } from '../message/message.queries';
import type { FoundRow } from './message-search.queries';
import { foundMessageView } from './message-search.view';

/** Shows the messages that a search has found, each as in its conversation. */
@Injectable()
export class FoundMessages {
  constructor(
    private readonly memberships: Memberships,
    private readonly views: MessageViews,
  ) {}

  /** Omits messages that were deleted, and conversations that the viewer has left, since they were found. */
  async of(viewerId: string, rows: readonly FoundRow[], marked: ReadonlyMap<string, string>) {
    const byConversation = Map.groupBy(rows, (row) => row.conversation_id);

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
    rows: readonly FoundRow[],
  ) {
    const membership = await this.memberships.find(conversationId, viewerId);
    if (!membership) return [];
    const messages = await Promise.all(rows.map(({ id }) => findMessage(membership.sql, id)));

    return this.views.of(
      { ...membership, joinedSeq: membership.joinedSeq - membership.archivedSeq },
      messages.filter((message) => message !== undefined),
    );
  }
}
