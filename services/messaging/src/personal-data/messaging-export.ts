import { Injectable } from '@nestjs/common';
import { type PersonalDataPage, sectionById } from '@tribe/personal-data';
import { Transactions } from '@tribe/service-kit';
import { setTeamService } from '../access/team-scope';
import type { RepliedActivity } from '../message/message.queries';
import type { Tx } from '../prisma.service';

interface Page {
  readonly after: { id?: { gt: string } };
  readonly take: number;
}

/** Exports what a user has said and done in conversations, also in channels of teams that the user has left. */
@Injectable()
export class MessagingExport {
  constructor(private readonly transactions: Transactions<Tx>) {}

  async *sectionsOf(userId: string): AsyncIterable<PersonalDataPage> {
    yield* this.section('conversations', (tx, page) => conversationsOf(tx, userId, page));
    yield* this.section('messages', (tx, page) => messagesOf(tx, userId, page));
    yield* this.section('coach_messages', (tx, page) => coachMessagesOf(tx, userId, page));
    yield* this.section('pins', (tx, page) => pinsOf(tx, userId, page));
    yield* this.section('message_requests', (tx, page) => requestsOf(tx, userId, page));
    yield* this.section('threads', (tx, page) => threadsOf(tx, userId, page));
    yield* this.section('muted_words', (tx, page) => mutedWordsOf(tx, userId, page));
    yield* this.section('reactions', (tx, page) => reactionsOf(tx, userId, page));
  }

  private section<Row extends { id: string }>(
    name: string,
    rows: (tx: Tx, page: Page) => Promise<Row[]>,
  ) {
    return sectionById(name, (page) =>
      this.transactions.run(async (tx) => {
        await setTeamService(tx.sql);
        return rows(tx, page);
      }),
    );
  }
}

/** The name of a conversation is private to its current participants. */
async function conversationsOf(tx: Tx, userId: string, { after, take }: Page) {
  const rows = await tx.conversationParticipant.findMany({
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

/** The messages of the coach to the user. */
function coachMessagesOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.message.findMany({
    where: { senderId: null, conversation: { kind: 'ai_coach', createdBy: userId }, ...after },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, conversationId: true, content: true, createdAt: true },
  });
}

function pinsOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.message.findMany({
    where: { pinnedBy: userId, ...after },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, conversationId: true, pinnedAt: true },
  });
}

/** Without the answer, which is not the sender's to know. */
function requestsOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.messageRequest.findMany({
    where: { OR: [{ senderId: userId }, { recipientId: userId, status: 'accepted' }], ...after },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, conversationId: true, requestedAt: true },
  });
}

/** The threads that the user follows, or has stopped following. */
function threadsOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.threadFollower.findMany({
    where: { userId, ...after },
    orderBy: { id: 'asc' },
    take,
    select: { id: true, rootId: true, isFollowing: true, createdAt: true },
  });
}

function mutedWordsOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.mutedWord.findMany({
    where: { userId, ...after },
    orderBy: { id: 'asc' },
    take,
    omit: { userId: true, folded: true },
  });
}

function reactionsOf(tx: Tx, userId: string, { after, take }: Page) {
  return tx.messageReaction.findMany({
    where: { userId, ...after },
    orderBy: { id: 'asc' },
    take,
    omit: { userId: true },
  });
}

async function messagesOf(tx: Tx, userId: string, { after, take }: Page) {
  const rows = await tx.message.findMany({
    where: { senderId: userId, ...after },
    orderBy: { id: 'asc' },
    take,
    select: {
      id: true,
      conversationId: true,
      type: true,
      content: true,
      createdAt: true,
      attachments: { select: { mediaId: true, name: true, contentType: true, size: true } },
      repliedActivity: true,
    },
  });

  const edits = await tx.messageEdit.findMany({
    where: { messageId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ messageId: 'asc' }, { seq: 'asc' }],
    select: { messageId: true, previousContent: true },
  });

  const byMessage = Map.groupBy(edits, ({ messageId }) => messageId);

  return rows.map(({ repliedActivity, ...row }) => ({
    ...row,
    repliedActivity: referenceOf(repliedActivity as RepliedActivity | null),
    formerContents: (byMessage.get(row.id) ?? []).map(({ previousContent }) => previousContent),
  }));
}

/** The summary belongs to the author of the activity. */
function referenceOf(activity: RepliedActivity | null) {
  return activity && { type: activity.type, id: activity.id };
}
