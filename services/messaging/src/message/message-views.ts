import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { Database, type Sql } from '@tribe/service-kit';
import type { ConversationKind } from '../generated/prisma/enums';
import { findMessage, type Message } from './message.queries';
import { namedUsersOf } from './message.rules';
import { messageView } from './message.view';
import { listReactions, type Reaction } from './reactions.queries';
import { listReaders, type Reader } from './readers.queries';
import { listThreads, type Thread } from './threads.queries';

/** A participant of the conversation whose messages are shown. */
interface Viewer {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly userId: string;
  readonly joinedSeq: bigint;
  /** Reads the messages of a team, in the name of the user. */
  readonly sql?: Sql;
}

/** The readers of the messages that are shown, the reactions to them, and their threads. */
interface Surroundings {
  readonly readers: readonly Reader[];
  readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
  readonly threads: ReadonlyMap<string, Thread>;
}

/** Shows messages to participants. */
@Injectable()
export class MessageViews {
  constructor(
    private readonly database: Database,
    private readonly cards: VisibleCards,
    private readonly relationships: Relationships,
  ) {}

  async ofOne(viewer: Viewer, message: Message) {
    const [view] = await this.of(viewer, [message]);
    return view as NonNullable<typeof view>;
  }

  /** A new message has no readers and reactions, so the cost does not depend on the number of participants. */
  async ofSent(viewer: Viewer, message: Message) {
    const [view] = await this.show(viewer, [message], {
      readers: [],
      reactions: new Map(),
      threads: new Map(),
    });
    return view as NonNullable<typeof view>;
  }

  /** Must not be called inside a transaction. */
  async of(viewer: Viewer, messages: readonly Message[]) {
    const ids = messages.map(({ id }) => id);

    const [readers = [], reactions, threads] = await Promise.all([
      listReaders(this.database, viewer.id),
      listReactions(this.database, viewer.userId, ids),
      listThreads(viewer.sql ?? this.database, viewer.userId, ids),
    ]);

    return this.show(viewer, messages, { readers, reactions, threads });
  }

  private async show(viewer: Viewer, messages: readonly Message[], surroundings: Surroundings) {
    const { kind, userId } = viewer;
    const replied = await this.repliedTo(messages, viewer);
    const shown = [...messages, ...replied.values()];
    const senders = shown.flatMap(({ senderId }) => senderId ?? []);
    const mentioned = messages.flatMap(({ mentionedIds }) => mentionedIds);
    const named = shown.flatMap(({ metadata }) => (metadata ? namedUsersOf(metadata) : []));
    const { readers, threads } = surroundings;
    const repliers = [...threads.values()].flatMap(({ replier_ids }) => replier_ids ?? []);
    const people = [...senders, ...mentioned, ...readers.map((reader) => reader.userId)];

    const [cards, hidden] = await Promise.all([
      this.cards.get(userId, [...senders, ...named, ...repliers]),
      this.relationships.filterHidden(userId, [...new Set(people)]),
    ]);

    const context = { viewerId: userId, kind, cards, hidden, replied, ...surroundings };

    return messages.map((message) => messageView(message, context));
  }

  private async repliedTo(
    messages: readonly Message[],
    { id: conversationId, joinedSeq, sql = this.database }: Viewer,
  ): Promise<Map<string, Message>> {
    const ids = new Set(messages.flatMap(({ replyToMessageId }) => replyToMessageId ?? []));
    const found = await Promise.all([...ids].map((id) => findMessage(sql, id)));

    return new Map(
      found.flatMap((message) =>
        message && message.conversationId === conversationId && message.seq > joinedSeq
          ? [[message.id, message] as const]
          : [],
      ),
    );
  }
}
