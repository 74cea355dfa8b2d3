import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { lockMembership } from '../access/conversation.queries';
import { GroupLeaving } from '../participant/group-leaving';
import { PrismaService, type Tx } from '../prisma.service';
import { ErasedMessages } from './erased-messages';
import { ErasedReactions } from './erased-reactions';
import {
  deleteEmptyConversations,
  eraseRequests,
  eraseTraces,
  removeFromConversations,
} from './traces.writes';

const conversationsPerBatch = 25;

/** Exports and erases a user's conversations and messages. */
@PersonalDataSource()
export class MessagingPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly messages: ErasedMessages,
    private readonly reactions: ErasedReactions,
    private readonly leaving: GroupLeaving,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('conversations', ({ after, take }) =>
      this.participationsOf(userId, after, take),
    );

    yield* sectionById('messages', ({ after, take }) => this.messagesOf(userId, after, take));

    yield* sectionById('pins', ({ after, take }) =>
      this.prisma.message.findMany({
        where: { pinnedBy: userId, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, conversationId: true, pinnedAt: true },
      }),
    );

    yield* sectionById('message_requests', ({ after, take }) =>
      this.prisma.messageRequest.findMany({
        where: {
          OR: [{ senderId: userId }, { recipientId: userId, status: 'accepted' }],
          ...after,
        },
        orderBy: { id: 'asc' },
        take,
        // An answer of the recipient is not the sender's to know.
        select: { id: true, conversationId: true, requestedAt: true },
      }),
    );

    yield* sectionById('reactions', ({ after, take }) =>
      this.prisma.messageReaction.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { userId: true },
      }),
    );
  }

  /**
   * Deletes the messages of the user for all participants, erases what is left of them, and takes the user out of the
   * conversations. A conversation continues while it has another participant.
   */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const messages_deleted = await this.messages.delete(tx, userId);
    if (messages_deleted > 0) return { messages_deleted };

    const messages_erased = await this.messages.erase(tx, userId);
    if (messages_erased > 0) return { messages_erased };

    const reactions_erased = await this.reactions.erase(tx, userId);
    if (reactions_erased > 0) return { reactions_erased };

    const conversations_left = await this.leaveConversations(tx, userId);
    const requests_erased = await eraseRequests(tx, userId);
    const traces_erased = await eraseTraces(tx, userId);

    return { conversations_left, requests_erased, traces_erased };
  }

  /** The name of a conversation is private to its current participants. */
  private async participationsOf(userId: string, after: { id?: { gt: string } }, take: number) {
    const rows = await this.prisma.conversationParticipant.findMany({
      where: { userId, ...after },
      orderBy: { id: 'asc' },
      take,
      omit: { version: true, joinedSeq: true, leftSeq: true, readSeq: true },
      include: { conversation: { select: { kind: true, name: true } } },
    });

    return rows.map(({ conversation: { kind, name }, ...row }) => ({
      ...row,
      conversation: row.leftAt === null ? { kind, name } : { kind },
    }));
  }

  private async messagesOf(userId: string, after: { id?: { gt: string } }, take: number) {
    const rows = await this.prisma.message.findMany({
      where: { senderId: userId, ...after },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, conversationId: true, type: true, content: true, createdAt: true },
    });

    const edits = await this.prisma.messageEdit.findMany({
      where: { messageId: { in: rows.map(({ id }) => id) } },
      orderBy: [{ messageId: 'asc' }, { seq: 'asc' }],
      select: { messageId: true, previousContent: true },
    });

    const byMessage = Map.groupBy(edits, ({ messageId }) => messageId);

    return rows.map((row) => ({
      ...row,
      formerContents: (byMessage.get(row.id) ?? []).map(({ previousContent }) => previousContent),
    }));
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
      const membership = await lockMembership(tx, id, userId);
      if (membership?.kind === 'group') await this.leaving.leave(tx, membership);
    }

    await removeFromConversations(tx, userId, ids);
    await deleteEmptyConversations(tx, ids);

    return ids.length;
  }
}
