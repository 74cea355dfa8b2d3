import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Database, Pages, positionAt } from '@tribe/service-kit';
import { MessageViews } from '../message/message-views';
import { findMessage } from '../message/message.queries';
import { countRequests, listRequests, type RequestRow } from './message-request-list.queries';
import type { ListMessageRequestsQuery } from './message-request.dto';
import { messageRequestView } from './message-request.view';

/** Lists the message requests that a user has not answered. */
@Injectable()
export class MessageRequestListService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly cards: VisibleCards,
    private readonly messages: MessageViews,
  ) {}

  async listRequests({ userId }: Caller, query: ListMessageRequestsQuery) {
    const { rows, pagination } = await this.pages.read('message requests', query, {
      rows: (window) => listRequests(this.database, userId, window),
      total: () => countRequests(this.database, userId),
      position: ({ requested_at, id }) => positionAt(requested_at, id),
    });

    const senders = rows.map(({ sender_id }) => sender_id);
    const cards = await this.cards.get(userId, senders);

    const requests = rows.map(async (row) => {
      const messages = await this.messagesOf(userId, row);
      return messageRequestView(row, messages, cards);
    });

    return { message_requests: await Promise.all(requests), pagination };
  }

  /** The recipient sees them like a participant. */
  private async messagesOf(userId: string, { conversation_id: id, message_ids }: RequestRow) {
    const found = await Promise.all(message_ids.map((each) => findMessage(this.database, each)));
    const messages = found.filter((message) => message !== undefined);

    return this.messages.of({ id, kind: 'direct', userId, joinedSeq: 0n }, messages);
  }
}
