import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import { listLaterParticipants } from '../message/later-participants.queries';
import type { Tx } from '../prisma.service';
import { messageReactionRemoved } from '../reaction/reaction.events';
import { lockReacted, removeReaction } from '../reaction/reaction.writes';

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
      orderBy: [{ messageId: 'asc' }, { emoji: 'asc' }],
      take: reactionsPerBatch,
      select: { messageId: true, emoji: true, message: { select: { conversationId: true } } },
    });

    const at = this.clock.now();

    for (const { messageId, emoji, message } of rows) {
      await lockReacted(tx, messageId, userId);
      const reaction = { conversationId: message.conversationId, messageId, userId, emoji, at };
      const version = await removeReaction(tx, reaction);
      const later = await listLaterParticipants(tx.sql, messageId);
      await this.events.publish(tx, messageReactionRemoved(reaction, version, later));
    }

    return rows.length;
  }
}
