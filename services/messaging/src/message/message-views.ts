import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { Database, type Sql } from '@tribe/service-kit';
import { AttachmentViews } from '../attachment/attachment-views';
import type { ConversationKind } from '../generated/prisma/enums';
import { findMessages, type Message } from './message.queries';
import { namedUsersOf } from './message.rules';
import { messageView } from './message.view';
import { listReactions, type Reaction } from './reactions.queries';
import { listReaders, type Reader } from './readers.queries';
import { listThreads, type Thread } from './threads.queries';

/** A conversation whose messages are shown, and from which number its participant may see them. */
interface Place {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly joinedSeq: bigint;
}

/** A participant of the conversations whose messages are shown. */
interface Reading {
  readonly userId: string;
  /** Reads the messages of a team, in the name of the user. */
  readonly sql?: Sql;
  /** Whether attachments have no URLs but some thumbnails. */
  readonly isBrief?: boolean;
}

/** Messages of one conversation. */
interface Section {
  readonly place: Place;
  readonly messages: readonly Message[];
}

/** The readers of the messages that are shown, the reactions to them, and their threads. */
interface Surroundings {
  /** By conversation. */
  readonly readers: ReadonlyMap<string, readonly Reader[]>;
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
    private readonly attachments: AttachmentViews,
  ) {}

  async ofOne(viewer: Place & Reading, message: Message) {
    const [view] = await this.of(viewer, [message]);
    return view as NonNullable<typeof view>;
  }

  /** A new message has no readers and reactions, so the cost does not depend on the number of participants. */
  async ofSent(viewer: Place & Reading, message: Message) {
    const sections = [{ place: viewer, messages: [message] }];
    const [views = []] = await this.show(viewer, sections, {
      readers: new Map(),
      reactions: new Map(),
      threads: new Map(),
    });

    return views[0] as NonNullable<(typeof views)[0]>;
  }

  /** Must not be called inside a transaction. */
  async of(viewer: Place & Reading, messages: readonly Message[]) {
    const [views = []] = await this.ofSections(viewer, [{ place: viewer, messages }]);
    return views;
  }

  /**
   * Shows messages of several conversations, in the order of the sections. The number of statements does not depend on the
   * number of conversations. Must not be called inside a transaction.
   */
  async ofSections(reading: Reading, sections: readonly Section[]) {
    const ids = sections.flatMap(({ messages }) => messages.map(({ id }) => id));

    const [readers, reactions, threads] = await Promise.all([
      this.readersOf(sections),
      listReactions(this.database, reading.userId, ids),
      listThreads(reading.sql ?? this.database, reading.userId, ids),
    ]);

    return this.show(reading, sections, { readers, reactions, threads });
  }

  private async show(
    reading: Reading,
    sections: readonly Section[],
    { readers, reactions, threads }: Surroundings,
  ) {
    const { userId } = reading;
    const messages = sections.flatMap((section) => section.messages);
    const replied = await this.repliedTo(messages, reading);
    const shown = [...messages, ...replied.values()];
    const senders = shown.flatMap(({ senderId }) => senderId ?? []);
    const mentioned = messages.flatMap(({ mentionedIds }) => mentionedIds);
    const named = shown.flatMap(({ metadata }) => (metadata ? namedUsersOf(metadata) : []));
    const repliers = [...threads.values()].flatMap(({ replier_ids }) => replier_ids ?? []);
    const readerIds = [...readers.values()].flat().map((reader) => reader.userId);
    const people = [...senders, ...mentioned, ...readerIds];

    const [cards, hidden, attachments] = await Promise.all([
      this.cards.get(userId, [...senders, ...named, ...repliers]),
      this.relationships.filterHidden(userId, [...new Set(people)]),
      this.attachmentsOf(messages, reading),
    ]);

    const repliedIn = Map.groupBy(replied.values(), ({ conversationId }) => conversationId);
    const common = { viewerId: userId, cards, hidden, reactions, threads, attachments };

    return sections.map(({ place, messages: own }) => {
      const sight = {
        ...common,
        kind: place.kind,
        readers: readers.get(place.id) ?? [],
        replied: visibleFrom(place.joinedSeq, repliedIn.get(place.id)),
      };

      return own.map((message) => messageView(message, sight));
    });
  }

  private attachmentsOf(
    messages: readonly Message[],
    { sql = this.database, isBrief = false }: Reading,
  ) {
    const ids = attachedIds(messages);
    return isBrief
      ? this.attachments.briefOfMessages(sql, ids)
      : this.attachments.ofMessages(sql, ids);
  }

  private async readersOf(sections: readonly Section[]): Promise<Map<string, Reader[]>> {
    const found = sections.map(async ({ place }) => {
      const readers = (await listReaders(this.database, place.id)) ?? [];
      return [place.id, readers] as const;
    });

    return new Map(await Promise.all(found));
  }

  private repliedTo(
    messages: readonly Message[],
    { sql = this.database }: Reading,
  ): Promise<Map<string, Message>> {
    const ids = new Set(messages.flatMap(({ replyToMessageId }) => replyToMessageId ?? []));
    return findMessages(sql, [...ids]);
  }
}

function visibleFrom(joinedSeq: bigint, messages: readonly Message[] = []): Map<string, Message> {
  return new Map(messages.flatMap((each) => (each.seq > joinedSeq ? [[each.id, each]] : [])));
}

function attachedIds(messages: readonly Message[]): string[] {
  return messages
    .filter(({ mediaId, deletedAt }) => mediaId !== null && deletedAt === null)
    .map(({ id }) => id);
}
