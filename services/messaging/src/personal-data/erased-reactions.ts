import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { listLaterParticipants } from '../message/later-participants.queries';
import type { Tx } from '../prisma.service';
import { messageReacted } from '../reaction/reaction.events';
import { lockReacted, writeReaction } from '../reaction/reaction.writes';

const reactionsPerBatch = 100;

/** Removes the reactions of a user, so that clients that keep them learn of it. */
@Injectable()
export class ErasedReactions {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** Removes a batch of reactions. The messages are locked in the order of their ids. */
  async erase(tx: Tx, userId: string): Promise<number> {
    const rows = await tx.messageReaction.findMany({
      where: { userId },
      orderBy: { messageId: 'asc' },
      take: reactionsPerBatch,
      select: { messageId: true, message: { select: { conversationId: true } } },
    });

    const at = this.clock.now();

    for (const { messageId, message } of rows) {
      await lockReacted(tx, messageId, userId);
      const place = { messageId, conversationId: message.conversationId };
      const removed = { ...place, userId, emoji: null, at };
      const version = await writeReaction(tx, removed);
      const later = await listLaterParticipants(tx.sql, messageId);
      await this.events.publish(tx, messageReacted(removed, version, later));
    }

    return rows.length;
  }
}
