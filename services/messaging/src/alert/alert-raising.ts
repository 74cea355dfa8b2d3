import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { AppError, Clock, newId, settle } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { Recipients } from '../access/recipients';
import { setTeamService } from '../access/team-scope';
import { errors } from '../errors';
import { saltedContentOf } from '../message/chain.rules';
import { messageSent } from '../message/message.events';
import { appendMessage, type NewMessage } from '../message/message.writes';
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
  readonly body: CreateAlertBody;
}

/** Writes an alert: a message of the channel, its pin and the alert. */
@Injectable()
export class AlertRaising {
  constructor(
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError SENDER_MUTED, ALERT_LIMIT_REACHED, TOO_MANY_PINS, and those of the access */
  async raise(tx: Tx, { id, sender, body }: Raised): Promise<void> {
    const conversationId = body.conversation_id;
    await this.recipients.requireUnmuted(tx.sql, sender.id);
    // The limits count the alerts in all teams.
    await setTeamService(tx.sql);
    const raisedAt = await lockSenderAlerts(tx.sql, sender.id);
    const { createdAt } = settle(decideAlert(raisedAt, this.clock.now())) ?? {};
    if (!createdAt) return;

    const message = newMessage(sender, body, createdAt);
    await this.append(tx, message, sender);
    await this.pin(tx, message, sender.id);
    const reason = body.reason || null;
    const alert = { id, conversationId, messageId: message.id, senderId: sender.id };
    await insertAlert(tx.sql, { ...alert, reason, createdAt });
  }

  private async append(tx: Tx, message: NewMessage, sender: UserCard): Promise<void> {
    const { conversationId } = message;
    const locked = await this.access.requireLocked(tx, sender.id, 'alert', conversationId);
    const event = this.events.prepare(messageSent(locked, message, sender));
    const { version } = locked;

    const numbered = await appendMessage(tx.sql, this.events, { message, event, version });
    if (!numbered) throw new AppError(errors.CONFLICT);
  }

  private async pin(tx: Tx, message: NewMessage, userId: string): Promise<void> {
    const { id: messageId, conversationId, createdAt: at } = message;
    const where = { conversationId, pinnedAt: { not: null } };
    const pinned = await tx.message.count({ where });
    const pin = settle(decidePin(message, { pinned, now: at }));
    if (!pin) return;

    const version = await writePin(tx, messageId, { ...pin, pinnedBy: userId });
    // Nobody has joined since the message.
    const change = { conversationId, messageId, userId, at, laterParticipantIds: [] };
    await this.events.publish(tx, messagePinned(change, version));
  }
}

function newMessage(sender: UserCard, body: CreateAlertBody, createdAt: Date): NewMessage {
  return {
    id: newId(),
    conversationId: body.conversation_id,
    senderId: sender.id,
    type: 'text',
    ...saltedContentOf(body.content),
    replyToMessageId: null,
    metadata: null,
    clientMsgId: null,
    editedAt: null,
    deletedAt: null,
    mentionedIds: [],
    // An alert is for everyone, also for those who are notified of mentions only.
    mentionsRoom: true,
    version: 0n,
    pinnedAt: null,
    createdAt,
  };
}
