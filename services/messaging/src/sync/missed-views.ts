import { Injectable } from '@nestjs/common';
import type { Sql } from '@tribe/service-kit';
import { TeamScope } from '../access/team-scope';
import type { OverviewRow } from '../conversation/conversation-overview.queries';
import { ConversationViews } from '../conversation/conversation-views';
import { MessageViews } from '../message/message-views';
import { findMessages, type Message } from '../message/message.queries';
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
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const maxChanges = maxChangesEach(rows.length);
    const sql = this.teams.as(userId);

    const [views, missed] = await Promise.all([
      this.conversations.of(userId, rows),
      // One more tells that changes are missing.
      findMissed(sql, { userId, ids }, since, maxChanges + 1),
    ]);

    const changes = rows.flatMap((row, index) => {
      const conversation = views[index];
      const found = missed.get(row.id);
      return conversation && found ? [{ row, conversation, ...limited(found, maxChanges) }] : [];
    });

    const messages = await this.messagesOf(userId, sql, changes);

    return changes.map(({ shown, conversation, hasGap }, index) =>
      conversationChangesView(shown, { conversation, messages: messages[index] ?? [], hasGap }),
    );
  }

  /** Returns the messages of each change. */
  private async messagesOf(userId: string, sql: Sql, changes: readonly Change[]) {
    const ids = new Set(changes.flatMap(({ shown }) => changedIdsOf(shown)));
    const found = [...(await findMessages(sql, [...ids])).values()];

    // A reply changes what the root of its thread shows.
    const rootIds = new Set(found.flatMap(({ threadRootId }) => threadRootId ?? []));
    const missingIds = [...rootIds].filter((id) => !ids.has(id));
    const roots = await findMessages(sql, missingIds);

    const byConversation = Map.groupBy(
      [...found, ...roots.values()],
      ({ conversationId }) => conversationId,
    );

    const sections = changes.map(({ row: { id, kind }, shown: { joined_seq: joinedSeq } }) => ({
      place: { id, kind, joinedSeq },
      messages: visibleFrom(joinedSeq, byConversation.get(id)),
    }));

    return this.messages.ofSections({ userId, sql, isBrief: true }, sections);
  }
}

/** A conversation, and the changes that a user has missed in it. */
interface Change {
  readonly row: OverviewRow;
  readonly shown: MissedRow;
}

function changedIdsOf({ entries, marked_ids }: MissedRow): string[] {
  return [...(entries ?? []).map(({ messageId }) => messageId), ...(marked_ids ?? [])];
}

/** Returns the messages after a number, oldest first. */
function visibleFrom(joinedSeq: bigint, messages: readonly Message[] = []): Message[] {
  return messages.filter(({ seq }) => seq > joinedSeq).toSorted((a, b) => Number(a.seq - b.seq));
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
