import { Injectable } from '@nestjs/common';
import type { Sql } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import type { OverviewRow } from '../conversation/conversation-overview.queries';
import { ConversationViews } from '../conversation/conversation-views';
import { MessageViews } from '../message/message-views';
import { findMessage, type Message } from '../message/message.queries';
import { findMissed, type MissedRow, type MissedSince } from './missed.queries';
import { maxChangesEach } from './missed.rules';
import { conversationChangesView } from './sync.view';

/** Shows participants what they have missed in their conversations. */
@Injectable()
export class MissedViews {
  constructor(
    private readonly teams: TeamScope,
    private readonly conversations: ConversationViews,
    private readonly messages: MessageViews,
  ) {}

  /** Of conversations that the user has left meanwhile, nothing is shown. */
  async of(userId: string, rows: readonly OverviewRow[], since: MissedSince) {
    const ids = rows.map(({ id }) => id);
    const maxChanges = maxChangesEach(rows.length);
    const sql = this.teams.as(userId);

    const [views, missed] = await Promise.all([
      this.conversations.of(userId, rows),
      // One more tells that changes are missing.
      findMissed(sql, { userId, ids }, since, maxChanges + 1),
    ]);

    const changes = await Promise.all(
      rows.map(async (row, index) => {
        const conversation = views[index];
        const found = missed.get(row.id);
        if (!conversation || !found) return undefined;

        const { shown, hasGap } = limited(found, maxChanges);
        const messages = await this.messagesOf(sql, { ...row, userId }, shown);

        return conversationChangesView(shown, { conversation, messages, hasGap });
      }),
    );

    return changes.filter((change) => change !== undefined);
  }

  private async messagesOf(
    sql: Sql,
    { id, kind, userId }: OverviewRow & { readonly userId: string },
    { entries, marked_ids, joined_seq: joinedSeq }: MissedRow,
  ) {
    const ofEntries = (entries ?? []).map(({ messageId }) => messageId);
    const ids = new Set([...ofEntries, ...(marked_ids ?? [])]);
    if (ids.size === 0) return [];

    const found = await findAll(sql, ids);
    // A reply changes what the root of its thread shows.
    const rootIds = found.flatMap(({ threadRootId }) => threadRootId ?? []);
    const roots = await findAll(sql, new Set(rootIds.filter((rootId) => !ids.has(rootId))));

    const visible = [...found, ...roots].filter(({ seq }) => seq > joinedSeq);

    return this.messages.of(
      { id, kind, userId, joinedSeq, sql },
      visible.toSorted((a, b) => Number(a.seq - b.seq)),
    );
  }
}

async function findAll(sql: Sql, ids: ReadonlySet<string>): Promise<Message[]> {
  const found = await Promise.all([...ids].map((id) => findMessage(sql, id)));
  return found.filter((message) => message !== undefined);
}

/** Too many marked messages can be anywhere in the history, so that it must be listed anew. */
function limited(found: MissedRow, maxChanges: number): { shown: MissedRow; hasGap: boolean } {
  const [entries, marked] = [found.entries ?? [], found.marked_ids ?? []];
  if (marked.length > maxChanges)
    return { shown: { ...found, entries: [], marked_ids: [] }, hasGap: true };

  return {
    shown: { ...found, entries: entries.slice(-maxChanges) },
    hasGap: entries.length > maxChanges,
  };
}
