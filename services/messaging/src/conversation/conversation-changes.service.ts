import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ModerationMutes } from '@tribe/projections';
import { type Caller, Clock, requireVersion, settle, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { visibilityChangeOf } from '../access/team-changes.rules';
import { lockTeam } from '../access/team.queries';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { readChannel, writeAccess } from './channel-access.writes';
import { type ConversationChanges, decideChanges, reportsOf } from './conversation-changes.rules';
import { ConversationViews } from './conversation-views';
import type { UpdateConversationBody } from './conversation.dto';
import { conversationUpdated } from './conversation.events';
import { updateConversation } from './conversation.writes';
import { findPlannedEvent } from './planned-event.queries';

/** Changes groups, events, and channels of teams. */
@Injectable()
export class ConversationChangesService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly mutes: ModerationMutes,
    private readonly messages: SystemMessages,
    private readonly events: EventPublisher,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
  ) {}

  async updateConversation({ userId }: Caller, id: string, body: UpdateConversationBody) {
    const { team, sql } = await this.access.require(userId, 'update', id);
    await this.mutes.requireUnmuted(userId, sql);

    await this.transactions.run(async (tx) => {
      // Before the conversation, so that the members do not change meanwhile.
      if (team) await lockTeam(tx.sql, team.id);
      const locked = await this.access.requireLocked(tx, userId, 'update', id);
      requireVersion(locked.version);

      const { channel, members } = await readChannel(tx, locked);
      const event = await findPlannedEvent(tx.sql, id);
      const current = { ...locked, visibleRoles: channel.visibleRoles, event };
      const changes = settle(decideChanges(current, body));
      if (!changes) return;

      const at = this.clock.now();
      await updateConversation(tx.sql, { ...current, ...changes, updatedAt: at });
      await this.report(tx, locked, changes);
      if (changes.visibleRoles === undefined) return;

      const access = visibilityChangeOf(channel, changes.visibleRoles, members);
      const version = locked.version + BigInt(reportsOf(changes).length);
      await writeAccess(tx, this.events, access, { version, at });
    });

    return this.views.ofId(userId, id);
  }

  /** Appends a message per change, each with an event. */
  private async report(tx: Tx, group: Membership, changes: ConversationChanges): Promise<void> {
    const changed = { ...group, ...changes };

    for (const [index, metadata] of reportsOf(changes).entries()) {
      const current = { ...changed, version: group.version + BigInt(index) };
      await this.messages.append(tx, current, metadata, (message) =>
        conversationUpdated(changed, message),
      );
    }
  }
}
