import { Injectable } from '@nestjs/common';
import { type Caller, Pages, positionAt } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import { CoachConversations } from '../coach/coach-conversations';
import { countConversations, listConversations } from './conversation-overview.queries';
import { ConversationViews } from './conversation-views';
import type { ListConversationsQuery } from './conversation.dto';

/** Lists the conversations of a user, those with the newest message first. */
@Injectable()
export class ConversationListService {
  constructor(
    private readonly teams: TeamScope,
    private readonly pages: Pages,
    private readonly coach: CoachConversations,
    private readonly views: ConversationViews,
  ) {}

  async listConversations({ userId }: Caller, query: ListConversationsQuery) {
    await this.coach.ensure(userId);
    const filter = { userId, isArchived: query.archived, teamId: query.team_id };
    const sql = this.teams.as(userId);

    const { rows, pagination } = await this.pages.read('conversations', query, {
      rows: (window) => listConversations(sql, filter, window),
      total: () => countConversations(sql, filter),
      position: ({ active_at, id }) => positionAt(active_at, id),
    });

    return { conversations: await this.views.of(userId, rows), pagination };
  }
}
