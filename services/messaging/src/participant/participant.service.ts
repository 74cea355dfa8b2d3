import { Injectable } from '@nestjs/common';
import { ActiveFriends, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import type { MessagingConfig } from '../config';
import { errors } from '../errors';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { GroupLeaving } from './group-leaving';
import type { AddParticipantsBody } from './participant.dto';
import { participantRemoved, participantsAdded } from './participant.events';
import { listParticipants } from './participant.queries';
import { decideAdding, decideRemoval } from './participant.rules';
import { participantView } from './participant.view';
import { addParticipants, removeParticipant } from './participant.writes';

/** Adds and removes participants of groups. */
@Injectable()
export class ParticipantService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly friends: ActiveFriends,
    private readonly leaving: GroupLeaving,
    private readonly cards: VisibleCards,
    private readonly messages: SystemMessages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MessagingConfig,
  ) {}

  /** New participants see the entries after their joining, beginning with the message about it. */
  async addParticipants({ userId }: Caller, conversationId: string, body: AddParticipantsBody) {
    const { role } = body;
    const userIds = [...new Set(body.participant_ids)];
    // Refuses before it asks about friends, so that strangers learn nothing.
    await this.access.require(userId, 'manage', conversationId);
    const friends = await this.friends.filter(userId, userIds);
    if (friends.size < userIds.length) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);

    await this.transactions.run(async (tx) => {
      const group = await this.access.requireLocked(tx, userId, 'manage', conversationId);
      const present = await listParticipants(tx.sql, conversationId);
      const max = this.config.GROUP_MAX_PARTICIPANTS;
      settle(decideAdding(present, group.role, { userIds, role }, max));

      await addParticipants(tx, this.placeIn(group), { userIds, role });
      const metadata = { action: 'participants_added' as const, user_ids: userIds };

      await this.messages.append(tx, group, metadata, (message) =>
        participantsAdded(group, message, userIds),
      );
    });

    const cards = await this.cards.get(userId, userIds);

    return { participants: userIds.map((each) => participantView({ userId: each, role }, cards)) };
  }

  async removeParticipant({ userId }: Caller, conversationId: string, removedId: string) {
    if (removedId === userId) return this.leave(userId, conversationId);

    await this.transactions.run(async (tx) => {
      const group = await this.access.requireLocked(tx, userId, 'manage', conversationId);
      const present = await listParticipants(tx.sql, conversationId);
      settle(decideRemoval(present, group.role, removedId));

      await removeParticipant(tx, this.placeIn(group), removedId);
      const metadata = { action: 'participant_removed' as const, user_ids: [removedId] };

      await this.messages.append(tx, group, metadata, (message) =>
        participantRemoved(group, message, removedId),
      );
    });
  }

  async leave(userId: string, conversationId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const group = await this.access.requireLocked(tx, userId, 'leave', conversationId);
      await this.leaving.leave(tx, group);
    });
  }

  private placeIn({ id, lastSeq }: Membership) {
    return { conversationId: id, seq: lastSeq, at: this.clock.now() };
  }
}
