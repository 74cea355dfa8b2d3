import { Injectable } from '@nestjs/common';
import { type Caller, Clock, newId, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { isGroup } from '../access/conversation-access.rules';
import { ensureParticipant } from '../access/team-membership.queries';
import { ParticipantService } from '../participant/participant.service';
import type { Tx } from '../prisma.service';
import { ChannelClosing } from './channel-closing';
import { ConversationViews } from './conversation-views';
import type {
  ArchiveConversationBody,
  MuteConversationBody,
  SetNotificationLevelBody,
} from './conversation.dto';
import type { NotificationLevel } from './notification-level.rules';

interface Settings {
  readonly mutedUntil?: Date | null;
  readonly archivedAt?: Date | null;
  /** null for the default of the kind. */
  readonly notificationLevel?: NotificationLevel | null;
}

/** The settings of a participant for themselves, which other participants do not see. */
@Injectable()
export class ConversationSettingsService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly participants: ParticipantService,
    private readonly closing: ChannelClosing,
    private readonly views: ConversationViews,
    private readonly clock: Clock,
  ) {}

  muteConversation(caller: Caller, id: string, { until }: MuteConversationBody) {
    return this.set(caller, id, { mutedUntil: until === null ? null : new Date(until) });
  }

  setNotificationLevel(caller: Caller, id: string, { level }: SetNotificationLevelBody) {
    return this.set(caller, id, { notificationLevel: level });
  }

  archiveConversation(caller: Caller, id: string, body: ArchiveConversationBody) {
    return this.set(caller, id, { archivedAt: body.is_archived ? this.clock.now() : null });
  }

  /** Leaves a group, closes a channel for all, and archives any other conversation, because the other user keeps it. */
  async deleteConversation(caller: Caller, id: string): Promise<void> {
    const { kind, team } = await this.access.require(caller.userId, 'see', id);
    if (isGroup(kind)) await this.participants.leave(caller.userId, id);
    else if (team) await this.closing.close(caller.userId, id);
    else await this.set(caller, id, { archivedAt: this.clock.now() });
  }

  private async set({ userId }: Caller, conversationId: string, settings: Settings) {
    const { participantId, sql } = await this.access.require(userId, 'see', conversationId);
    // A member of a team has no row before the first setting.
    if (participantId === null)
      await ensureParticipant(sql, { conversationId, userId, participantId: newId() });

    await this.transactions.run((tx) =>
      tx.conversationParticipant.updateMany({
        where: { conversationId, userId, leftAt: null },
        data: settings,
      }),
    );

    return this.views.ofId(userId, conversationId);
  }
}
