import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { ModerationMutes } from '@tribe/projections';
import { AppError, Clock, newId, settle } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { withTeamService } from '../access/team-scope';
import { errors } from '../errors';
import { saltedContentOf } from '../message/chain.rules';
import { messageSent } from '../message/message.events';
import { appendMessage, type NewMessage, plainMessage } from '../message/message.writes';
import { messagePinned } from '../pin/pin.events';
import { decidePin } from '../pin/pin.rules';
import { writePin } from '../pin/pin.writes';
import type { Tx } from '../prisma.service';
import type { CreateAlertBody } from './alert.dto';
import { lockSenderAlerts } from './alert.queries';
import { decideAlert } from './alert.rules';
import { insertAlert } from './alert.writes';

interface Raised {
  readonly id: string;
  readonly sender: UserCard;
  readonly conversationId: string;
  readonly body: CreateAlertBody;
}

/** Writes an alert: a message of the channel, its pin and the alert. */
@Injectable()
export class AlertRaising {
  constructor(
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly mutes: ModerationMutes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError SENDER_MUTED, ALERT_LIMIT_REACHED, TOO_MANY_PINS, and those of the access */
  async raise(tx: Tx, { id, sender, conversationId, body }: Raised): Promise<void> {
    await this.mutes.requireUnmuted(sender.id, tx.sql);
    // The limits count the alerts in all teams.
    const raisedAt = await withTeamService(tx.sql, () => lockSenderAlerts(tx.sql, sender.id));
    const { createdAt } = settle(decideAlert(raisedAt, this.clock.now())) ?? {};
    if (!createdAt) return;

    const message = newMessage(sender, conversationId, { ...body, createdAt });
    const { joinedSeq } = await this.append(tx, message, sender);
    await this.pin(tx, message, joinedSeq);
    const reason = body.reason || null;
    const alert = { id, conversationId, messageId: message.id, senderId: sender.id };
    const scope = body.team_id === undefined ? 'channel' : 'team';
    await insertAlert(tx.sql, { ...alert, reason, scope, createdAt });
  }

  private async append(tx: Tx, message: NewMessage, sender: UserCard): Promise<Membership> {
    const { conversationId } = message;
    const locked = await this.access.requireLocked(tx, sender.id, 'alert', conversationId);
    const event = this.events.prepare(messageSent(locked, message, { sender }));
    const { version } = locked;

    const numbered = await appendMessage(tx.sql, this.events, { message, event, version });
    if (!numbered) throw new AppError(errors.CONFLICT);

    return locked;
  }

  /** Archived pins do not count. */
  private async pin(tx: Tx, message: NewMessage, archivedSeq: bigint): Promise<void> {
    const { id: messageId, conversationId, createdAt: at } = message;
    const userId = message.senderId ?? '';
    const where = { conversationId, pinnedAt: { not: null }, seq: { gt: archivedSeq } };
    const pinned = await tx.message.count({ where });
    const pin = settle(decidePin(message, { pinned, now: at }));
    if (!pin) return;

    const version = await writePin(tx, messageId, { ...pin, pinnedBy: userId });
    // Nobody has joined since the message.
    const change = { conversationId, messageId, userId, at, laterParticipantIds: [] };
    await this.events.publish(tx, messagePinned(change, version));
  }
}

function newMessage(
  sender: UserCard,
  conversationId: string,
  { content, createdAt }: { content: string; createdAt: Date },
): NewMessage {
  return {
    ...plainMessage,
    id: newId(),
    conversationId,
    senderId: sender.id,
    type: 'text',
    ...saltedContentOf(content),
    // An alert is for everyone, also for those who are notified of mentions only.
    mentionsRoom: true,
    createdAt,
  };
}
