import { Injectable } from '@nestjs/common';
import { type Caller, Pages, positionAt } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import { ScatteredMessages } from '../message/scattered-messages';
import { countFollowed, listFollowed } from './thread-list.queries';
import type { ListThreadsQuery } from './thread.dto';

/** Lists the threads that a user follows, in all conversations. */
@Injectable()
export class ThreadListService {
  constructor(
    private readonly teams: TeamScope,
    private readonly pages: Pages,
    private readonly messages: ScatteredMessages,
  ) {}

  async listThreads({ userId }: Caller, query: ListThreadsQuery) {
    const filter = { userId, isUnread: query.unread };
    const sql = this.teams.as(userId);

    const { rows, pagination } = await this.pages.read('followed threads', query, {
      rows: (window) => listFollowed(sql, filter, window),
      total: () => countFollowed(sql, filter),
      position: (row) => positionAt(row.last_reply_at, row.id),
    });

    const shown = await this.messages.of(userId, rows);

    return { messages: rows.flatMap(({ id }) => shown.get(id) ?? []), pagination };
  }
}
