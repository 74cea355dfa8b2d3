import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { participantRemoved } from './participant.events';
import { listParticipants } from './participant.queries';
import { successorIn } from './participant.rules';
import { makeOwner, removeParticipant } from './participant.writes';

/** Lets participants leave groups. */
@Injectable()
export class GroupLeaving {
  constructor(
    private readonly cards: UserCards,
    private readonly messages: SystemMessages,
    private readonly clock: Clock,
  ) {}

  /** Takes the user out of a locked group. When the owner leaves, the group gets another. */
  async leave(tx: Tx, group: Membership): Promise<void> {
    const { id: conversationId, userId, lastSeq: seq } = group;
    const owner = group.role === 'owner' ? await this.successor(tx, group) : undefined;

    await removeParticipant(tx, { conversationId, seq, at: this.clock.now() }, userId);
    if (owner) await makeOwner(tx, conversationId, owner.userId);

    const metadata = {
      action: 'participant_left' as const,
      user_ids: [userId],
      owner_id: owner?.userId ?? null,
    };

    await this.messages.append(tx, group, metadata, (message) =>
      participantRemoved(group, message, userId),
    );
  }

  private async successor(tx: Tx, { id, userId }: Membership) {
    const present = await listParticipants(tx.sql, id);
    const ids = present.map((participant) => participant.userId);
    const closed = await this.cards.filterClosed(ids, tx.sql);

    return successorIn(present, userId, closed);
  }
}
