import { Injectable } from '@nestjs/common';
import { type Caller, Pages, positionAt, Transactions } from '@tribe/service-kit';
import { setTeamUser } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { FoundMessages } from './found-messages';
import type { SearchMessagesQuery } from './message-search.dto';
import {
  countFound,
  limitSearch,
  listFound,
  listMarkedContents,
  type MessageSearch,
} from './message-search.queries';

/** Finds messages by their words. */
@Injectable()
export class MessageSearchService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly pages: Pages,
    private readonly messages: FoundMessages,
  ) {}

  async searchMessages({ userId }: Caller, query: SearchMessagesQuery) {
    const search = searchOf(userId, query);

    const { rows, pagination, marked } = await this.transactions.run(async ({ sql }) => {
      await limitSearch(sql);
      await setTeamUser(sql, userId);

      const page = await this.pages.read('found messages', query, {
        rows: (window) => listFound(sql, search, window),
        total: () => countFound(sql, search),
        position: (row) => positionAt(row.created_at, row.id),
      });

      const ids = page.rows.map(({ id }) => id);

      return { ...page, marked: await listMarkedContents(sql, search.words, ids) };
    });

    return { results: await this.messages.of(userId, rows, marked), pagination };
  }
}

function searchOf(viewerId: string, query: SearchMessagesQuery): MessageSearch {
  return {
    viewerId,
    words: query.q,
    conversationId: query.conversation_id ?? null,
    senderId: query.sender_id ?? null,
    from: query.from === undefined ? null : new Date(query.from),
    to: query.to === undefined ? null : new Date(query.to),
    hasAttachment: query.has_attachment ?? null,
    isArchived: query.archived,
  };
}
