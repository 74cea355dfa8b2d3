import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
} from '@tribe/personal-data';
import { ModerationMutes } from '@tribe/projections';
import { isGroup } from '../access/conversation-access.rules';
import { Memberships } from '../access/memberships';
import { setTeamService } from '../access/team-scope';
import { GroupLeaving } from '../participant/group-leaving';
import type { Tx } from '../prisma.service';
import { ErasedMessages } from './erased-messages';
import { ErasedReactions } from './erased-reactions';
import { MessagingExport } from './messaging-export';
import {
  deleteEmptyConversations,
  eraseAlerts,
  eraseMutedWords,
  eraseRequests,
  eraseTeamMemberships,
  eraseTraces,
  removeFromConversations,
} from './traces.writes';

const conversationsPerBatch = 25;

/** Exports and erases a user's conversations and messages. */
@PersonalDataSource()
export class MessagingPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly exports: MessagingExport,
    private readonly messages: ErasedMessages,
    private readonly reactions: ErasedReactions,
    private readonly leaving: GroupLeaving,
    private readonly memberships: Memberships,
    private readonly mutes: ModerationMutes,
  ) {}

  exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    return this.exports.sectionsOf(userId);
  }

  /**
   * Deletes the messages of the user for all participants, erases what is left of them, and takes the user out of the
   * conversations. A conversation continues while it has another participant.
   */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    await setTeamService(tx.sql);
    const messages_deleted = await this.messages.delete(tx, userId);
    if (messages_deleted > 0) return { messages_deleted };

    const messages_erased = await this.messages.erase(tx, userId);
    if (messages_erased > 0) return { messages_erased };

    const reactions_erased = await this.reactions.erase(tx, userId);
    if (reactions_erased > 0) return { reactions_erased };

    const conversations_left = await this.leaveConversations(tx, userId);
    const requests_erased = await eraseRequests(tx, userId);
    const alerts_erased = await eraseAlerts(tx, userId);
    const teams_left = await eraseTeamMemberships(tx, userId);
    const traces_erased = await eraseTraces(tx, userId);
    const words_erased = await eraseMutedWords(tx, userId);
    const mutes_erased = await this.mutes.erase(tx.sql, userId);

    return {
      conversations_left,
      requests_erased,
      alerts_erased,
      teams_left,
      traces_erased,
      words_erased,
      mutes_erased,
    };
  }

  private async leaveConversations(tx: Tx, userId: string): Promise<number> {
    const rows = await tx.conversationParticipant.findMany({
      where: { userId },
      orderBy: { conversationId: 'asc' },
      take: conversationsPerBatch,
      select: { conversationId: true },
    });

    const ids = rows.map(({ conversationId }) => conversationId);

    for (const id of ids) {
      const membership = await this.memberships.lock(tx, id, userId);
      if (membership && isGroup(membership.kind)) await this.leaving.leave(tx, membership);
    }

    await removeFromConversations(tx, userId, ids);
    await deleteEmptyConversations(tx, ids);

    return ids.length;
  }
}
