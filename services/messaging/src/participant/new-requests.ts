import { Injectable } from '@nestjs/common';
import { AppError, Clock, dayMs, InjectConfig, newId } from '@tribe/service-kit';
import { countOpenRequests, lockSender } from '../access/message-request.queries';
import type { MessagingConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

const windowMs = 30 * dayMs;

/** New message requests. */
@Injectable()
export class NewRequests {
  constructor(
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  /**
   * Makes other requests of the sender wait until the transaction ends. Declined requests count like pending ones, so that
   * the sender does not learn of the answer.
   *
   * @throws AppError TOO_MANY_MESSAGE_REQUESTS
   */
  async requireRoom(tx: Tx, senderId: string): Promise<void> {
    await lockSender(tx.sql, senderId);
    const since = new Date(this.clock.now().getTime() - windowMs);
    const open = await countOpenRequests(tx.sql, senderId, since);

    if (open >= this.config.MESSAGE_REQUEST_LIMIT)
      throw new AppError(errors.TOO_MANY_MESSAGE_REQUESTS);
  }

  async add(tx: Tx, conversationId: string, senderId: string, recipientId: string) {
    const requestedAt = this.clock.now();
    await tx.messageRequest.create({
      data: { id: newId(), conversationId, senderId, recipientId, requestedAt },
      select: { id: true },
    });
  }
}
