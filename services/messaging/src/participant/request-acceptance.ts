import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Database, newId, settle, Transactions } from '@tribe/service-kit';
import { findRequest, lockRequest, type MessageRequest } from '../access/message-request.queries';
import type { Tx } from '../prisma.service';
import { decideOpening } from './message-request.rules';
import { requestAccepted } from './participant.events';
import { acceptRequest } from './participant.writes';

/** Makes the recipient of a message request a participant. */
@Injectable()
export class RequestAcceptance {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** Accepts the request of a direct conversation when its recipient opens it, or one of two friends. */
  async open(conversationId: string, userId: string, areFriends: boolean): Promise<void> {
    const request = await findRequest(this.database, conversationId);
    if (request?.recipientId !== userId && !areFriends) return;
    if (settle(decideOpening(request)) === undefined) return;

    await this.transactions.run((tx) => this.openLocked(tx, conversationId));
  }

  /** Has no effect on an accepted request. */
  async openLocked(tx: Tx, conversationId: string): Promise<void> {
    const request = await lockRequest(tx.sql, conversationId);
    if (request && settle(decideOpening(request))) await this.accept(tx, request);
  }

  /** Accepts a locked request. The recipient sees all messages, as new ones. */
  async accept(tx: Tx, { conversationId, recipientId }: MessageRequest): Promise<void> {
    const participantId = newId();
    const place = { conversationId, recipientId, participantId, at: this.clock.now() };
    const lastSeq = await acceptRequest(tx, place);
    if (lastSeq === undefined) return;

    const event = requestAccepted({ participantId, conversationId, recipientId, lastSeq });
    await this.events.publish(tx, event);
  }
}
