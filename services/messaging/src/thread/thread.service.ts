import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { errors } from '../errors';
import { MessageHistoryService, withArchive } from '../message/message-history.service';
import { MessageViews } from '../message/message-views';
import type { MessageParams } from '../message/message.dto';
import { listReplies, type Message } from '../message/message.queries';
import type { Tx } from '../prisma.service';
import type { GetThreadQuery, ReadThreadBody } from './thread.dto';
import { threadRead } from './thread.events';
import { readReplies, setFollowing } from './thread.writes';

/** A message whose thread is asked for, and the membership of the caller. */
interface Place {
  readonly membership: Membership;
  readonly root: Message;
}

/** The threads of messages, and the users that follow them. */
@Injectable()
export class ThreadService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly history: MessageHistoryService,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  async getThread({ userId }: Caller, params: MessageParams, { limit, before }: GetThreadQuery) {
    const place = await this.require(userId, params);
    const { membership, root } = place;
    const end = before === undefined ? undefined : (await this.requireReply(place, before)).seq;

    const found = await listReplies(membership.sql, root.id, end, limit + 1);
    const page = found.slice(0, limit);
    const [view, ...replies] = await this.views.of(membership, [root, ...page]);
    const next = found.length > limit ? page.at(-1) : undefined;

    return {
      root: view as NonNullable<typeof view>,
      replies,
      pagination: { has_more: next !== undefined, next_cursor: next?.id ?? null },
    };
  }

  async followThread({ userId }: Caller, params: MessageParams) {
    const { membership, root } = await this.require(userId, params);
    await setFollowing(membership.sql, follower(root, userId), true, this.clock.now());

    return this.views.ofOne(membership, root);
  }

  /** Has no effect on a thread that the user does not follow; a later mention or own reply makes the user follow it. */
  async unfollowThread({ userId }: Caller, params: MessageParams): Promise<void> {
    const { membership, root } = await this.require(userId, params);
    await setFollowing(membership.sql, follower(root, userId), false, this.clock.now());
  }

  /** Marks all replies up to one as read. Has no effect on a thread that the user does not follow. */
  async readThread({ userId }: Caller, params: MessageParams, { message_id: id }: ReadThreadBody) {
    const place = await this.require(userId, params);
    const { membership, root } = place;

    const [reply] =
      id === undefined
        ? await listReplies(membership.sql, root.id, undefined, 1)
        : [await this.requireReply(place, id)];

    if (reply) await this.read(follower(root, userId), reply);

    return this.views.ofOne(membership, root);
  }

  private async read(reader: ReturnType<typeof follower>, reply: Message): Promise<void> {
    const at = this.clock.now();

    await this.transactions.run(async (tx) => {
      const id = await readReplies(tx.sql, reader, reply.seq);
      if (id !== undefined) await this.events.publish(tx, threadRead({ id, ...reader }, reply, at));
    });
  }

  /**
   * A thread stays open when its root is archived with the year of a team.
   *
   * @throws AppError CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND, NOT_A_THREAD_ROOT
   */
  private async require(
    userId: string,
    { conversationId, messageId }: MessageParams,
  ): Promise<Place> {
    const current = await this.access.require(userId, 'see', conversationId);
    const membership = withArchive(current);

    return { membership, root: await this.history.requireRoot(membership, messageId) };
  }

  private async requireReply({ membership, root }: Place, messageId: string): Promise<Message> {
    const reply = await this.history.require(membership, messageId);
    if (reply.threadRootId !== root.id) throw new AppError(errors.MESSAGE_NOT_FOUND);

    return reply;
  }
}

function follower({ id: rootId }: Message, userId: string) {
  return { rootId, userId };
}
