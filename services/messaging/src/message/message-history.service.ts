import { Injectable } from '@nestjs/common';
import { AppError, type Caller, type Sql } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { errors } from '../errors';
import { MessageViews } from './message-views';
import type { ListMessagesQuery } from './message.dto';
import { findMessage, listNewest, listOldest, type Message } from './message.queries';

/** Above every number. */
const end = 9_223_372_036_854_775_807n;

/** The messages of a conversation between two numbers. */
interface Section extends Membership {
  /** The number behind the last message. */
  readonly until: bigint;
  /** Whether the section includes replies that only their thread shows. */
  readonly withReplies: boolean;
}

interface Page {
  /** Newest first. */
  readonly messages: Message[];
  readonly hasMore: boolean;
  /** The message after which the next page begins. */
  readonly last: Message | undefined;
}

/** Reads the messages of a conversation, newest first. A participant sees those after their joining. */
@Injectable()
export class MessageHistoryService {
  constructor(
    private readonly access: ConversationAccess,
    private readonly views: MessageViews,
  ) {}

  async listMessages(caller: Caller, conversationId: string, query: ListMessagesQuery) {
    const membership = await this.access.require(caller.userId, 'see', conversationId);
    const { archived: isArchived, include_thread_replies: withReplies } = query;
    const place = isArchived ? archiveOf(membership) : { ...membership, until: end };
    const section = { ...place, withReplies };
    const { messages, hasMore, last } = await this.read(section, query);

    return {
      messages: await this.views.of(section, messages),
      pagination: { has_more: hasMore, next_cursor: hasMore && last ? last.id : null },
    };
  }

  /**
   * Returns a message that a participant may see.
   *
   * @param sql pass `tx.sql` inside a transaction
   * @throws AppError MESSAGE_NOT_FOUND
   */
  async require(
    { id, joinedSeq, sql: own }: Membership,
    messageId: string,
    sql: Sql = own,
  ): Promise<Message> {
    const message = await findMessage(sql, messageId);
    if (message?.conversationId !== id || message.seq <= joinedSeq)
      throw new AppError(errors.MESSAGE_NOT_FOUND);

    return message;
  }

  /**
   * Returns a message that is or can be the root of a thread.
   *
   * @throws AppError MESSAGE_NOT_FOUND, NOT_A_THREAD_ROOT for a reply in a thread
   */
  async requireRoot(membership: Membership, messageId: string): Promise<Message> {
    const root = await this.require(membership, messageId);
    if (root.threadRootId !== null) throw new AppError(errors.NOT_A_THREAD_ROOT);

    return root;
  }

  /** Returns the newest message of the history of a participant. */
  async newest({ id, joinedSeq, sql }: Membership): Promise<Message | undefined> {
    const range = { conversationId: id, after: joinedSeq, before: end, withReplies: false };
    const [message] = await listNewest(sql, range, { limit: 1, offset: 0 });

    return message;
  }

  private async read(section: Section, query: ListMessagesQuery): Promise<Page> {
    const { limit, before, after, around } = query;
    if (after !== undefined) return this.newer(section, after, limit);
    if (around !== undefined) return this.around(section, around, limit);
    if (before === undefined)
      return this.older(section, section.until, { limit, offset: (query.page - 1) * limit });

    const { seq } = await this.require(section, before);

    return this.older(section, seq, { limit, offset: 0 });
  }

  private async older(
    { id, joinedSeq, until, withReplies, sql }: Section,
    before: bigint,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<Page> {
    const last = before < until ? before : until;
    const range = { conversationId: id, after: joinedSeq, before: last, withReplies };
    const found = await listNewest(sql, range, { limit: limit + 1, offset });
    const messages = found.slice(0, limit);

    return { messages, hasMore: found.length > limit, last: messages.at(-1) };
  }

  private async newer(section: Section, after: string, limit: number): Promise<Page> {
    const { seq } = await this.require(section, after);
    const { id: conversationId, until, withReplies } = section;
    const range = { conversationId, after: seq, before: until, withReplies };
    const found = await listOldest(section.sql, range, limit + 1);
    const messages = found.slice(0, limit).toReversed();

    return { messages, hasMore: found.length > limit, last: messages[0] };
  }

  /** Half of the page is newer than the message. */
  private async around(section: Section, around: string, limit: number): Promise<Page> {
    const { seq } = await this.require(section, around);
    const { id: conversationId, until, withReplies } = section;
    const range = { conversationId, after: seq, before: until, withReplies };
    const newer = await listOldest(section.sql, range, Math.floor((limit - 1) / 2));
    const rest = { limit: limit - newer.length, offset: 0 };
    const older = await this.older(section, seq + 1n, rest);

    return { ...older, messages: [...newer.toReversed(), ...older.messages] };
  }
}

/** A membership that also sees the archived messages of a channel. */
export function withArchive(membership: Membership): Membership {
  return membership.archivedSeq === 0n ? membership : { ...membership, joinedSeq: 0n };
}

/** The archived messages of a channel; none of other conversations. */
function archiveOf(membership: Membership): Omit<Section, 'withReplies'> {
  return { ...membership, joinedSeq: 0n, until: membership.archivedSeq + 1n };
}
