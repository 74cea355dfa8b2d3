import { Injectable } from '@nestjs/common';
import { type Caller, Database, type Horizon, InjectConfig, readHorizon } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import { CoachConversations } from '../coach/coach-conversations';
import type { MessagingConfig } from '../config';
import { listConversations, listOverviews } from '../conversation/conversation-overview.queries';
import { MissedViews } from './missed-views';
import { noSources, SyncCursors, type SyncPosition } from './sync-cursors';
import { SyncSources } from './sync-sources';
import type { SyncQuery } from './sync.dto';
import { listChanged } from './sync.queries';

/** Of the list, after a reset. */
const conversationsAfterReset = 25;

/** Tells clients what they have missed. The cost depends on what has changed, not on the time (ADR 0017). */
@Injectable()
export class SyncService {
  constructor(
    private readonly database: Database,
    private readonly teams: TeamScope,
    private readonly cursors: SyncCursors,
    private readonly missed: MissedViews,
    private readonly sources: SyncSources,
    private readonly coach: CoachConversations,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  async getChanges({ userId }: Caller, { cursor }: SyncQuery) {
    await this.coach.ensure(userId);
    // Before everything below, so that a change which the reads below do not see is not before the horizon.
    const present = await readHorizon(this.database);
    const owner = { userId, epoch: present.epoch };
    const position = cursor === undefined ? undefined : this.cursors.open(owner, cursor);

    const [changes, others] = await Promise.all([
      position ? this.changes(userId, position, present) : this.reset(userId, present),
      this.sources.changes(userId, position?.sources ?? noSources),
    ]);

    const { next, ...conversations } = changes;
    const cursorAfter = this.cursors.seal(owner, { ...next, sources: others.positions });

    return { ...conversations, ...others.parts, cursor: cursorAfter };
  }

  private async changes(userId: string, position: SyncPosition, { horizon }: Horizon) {
    const { since, until = horizon } = position;
    const maxConversations = this.config.SYNC_MAX_CONVERSATIONS;
    const found = await listChanged(this.teams.as(userId), userId, position, maxConversations + 1);
    const page = found.slice(0, maxConversations);
    const after = found.length > maxConversations ? page.at(-1)?.id : undefined;

    const next = after === undefined ? { since: until } : { since, until, after };

    const [left, present] = [
      page.filter((each) => each.has_left),
      page.filter((each) => !each.has_left),
    ];

    const ids = present.map(({ id }) => id);
    const rows = ids.length === 0 ? [] : await listOverviews(this.teams.as(userId), userId, ids);

    return {
      reset: false,
      conversations: await this.missed.of(userId, rows, { entries: since, marks: since }),
      left_conversation_ids: left.map(({ id }) => id),
      has_more: after !== undefined,
      next,
    };
  }

  /** Entries are listed when the user opens a conversation, so that the cost does not depend on the history. */
  private async reset(userId: string, { horizon }: Horizon) {
    const window = { after: undefined, offset: 0, limit: conversationsAfterReset };
    const filter = { userId, isArchived: false };
    const rows = await listConversations(this.teams.as(userId), filter, window);
    const conversations = await this.missed.of(userId, rows, { entries: horizon, marks: 0n });

    return {
      reset: true,
      conversations: conversations.map((each) => ({ ...each, gap: true })),
      left_conversation_ids: [],
      has_more: false,
      next: { since: horizon },
    };
  }
}
