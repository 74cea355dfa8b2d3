import type { Person } from '@tribe/testing';
import { conversations, type Loose, pathOf, withoutCoach } from '../messaging-world.test-support';

interface Stored {
  readonly conversation: Loose;
  readonly messages: Map<string, Loose>;
  readonly readSeqs: Map<string, Loose>;
}

interface Marks {
  readonly viewerId: string;
  readonly readSeqs: Map<string, Loose>;
}

/** A client that keeps conversations and learns of changes by `GET /sync` only. */
export class SyncingClient {
  readonly stored = new Map<string, Stored>();
  cursor: string | undefined;

  constructor(private readonly person: Person) {}

  /** Asks for the next changes, applies them and returns the response. */
  async step(): Promise<Loose> {
    const query = this.cursor === undefined ? '' : `?cursor=${this.cursor}`;
    const { status, body } = await this.person.get(`/api/v1/sync${query}`);
    expect([status, body.code]).toEqual([200, undefined]);
    if (body.reset) this.stored.clear();
    for (const id of body.left_conversation_ids) this.stored.delete(id);
    for (const changes of body.conversations) await this.apply(changes);
    this.cursor = body.cursor;

    return body;
  }

  /** Asks until nothing more follows, and returns the last response. */
  async sync(): Promise<Loose> {
    const body = await this.step();
    return body.has_more ? this.sync() : body;
  }

  /** Returns the ids of the stored conversations, without that with the coach. */
  get ids(): string[] {
    const stored = [...this.stored.values()].map(({ conversation }) => conversation);
    return withoutCoach(stored).map(({ id }) => id);
  }

  /** Returns the stored conversations, in a form that compares with {@link serverState}. */
  state(): Loose {
    return Object.fromEntries(
      [...this.stored].map(([id, { conversation, messages, readSeqs }]) => [
        id,
        stateOf(conversation, [...messages.values()], { viewerId: this.person.id, readSeqs }),
      ]),
    );
  }

  private async apply(changes: Loose): Promise<void> {
    const { conversation, joined_seq: joinedSeq, gap } = changes;
    const known = gap ? undefined : this.stored.get(conversation.id);
    const messages = known?.messages ?? new Map<string, Loose>();
    for (const message of changes.messages) messages.set(message.id, message);
    if (!known)
      for (const message of await this.history(conversation.id)) messages.set(message.id, message);
    for (const { id, seq } of messages.values()) if (seq <= joinedSeq) messages.delete(id);

    const readSeqs = new Map(this.stored.get(conversation.id)?.readSeqs);
    for (const mark of changes.read_marks) readSeqs.set(mark.user_id, mark);

    this.stored.set(conversation.id, { conversation, messages, readSeqs });
  }

  private async history(id: string): Promise<Loose[]> {
    const { body } = await this.person.get(`${pathOf(id)}?limit=100`);
    return body.messages ?? [];
  }
}

/** Returns the conversations as a person sees them now, read without `/sync`. */
export async function serverState(person: Person): Promise<Loose> {
  const lists = await Promise.all(
    [false, true].map((archived) => person.get(`${conversations}?archived=${archived}&limit=100`)),
  );

  const entries = lists
    .flatMap(({ body }) => body.conversations)
    .map(async (conversation: Loose) => {
      const { body } = await person.get(`${pathOf(conversation.id)}?limit=100`);
      return [conversation.id, stateOf(conversation, body.messages, undefined)];
    });

  return Object.fromEntries(await Promise.all(entries));
}

function stateOf(conversation: Loose, messages: Loose[], marks: Marks | undefined) {
  return {
    conversation,
    messages: messages
      .toSorted((a, b) => a.seq - b.seq)
      .map(({ id, seq, content, is_deleted, is_edited, read_by, sender, ...rest }) => ({
        id,
        seq,
        content,
        is_deleted,
        is_edited,
        is_pinned: rest.is_pinned,
        reactions: rest.reactions,
        read_by: marks
          ? readersIn(conversation, marks, { seq, senderId: sender?.id })
          : read_by.map(({ user_id }: Loose) => user_id).toSorted(),
      })),
  };
}

/** The readers of a message by the marks that the client has, without people who have left. */
function readersIn(
  { participants }: Loose,
  { viewerId, readSeqs }: Marks,
  { seq, senderId }: { seq: number; senderId: string | undefined },
): string[] {
  return [...readSeqs]
    .filter(
      ([userId, mark]) =>
        mark.read_seq >= seq &&
        mark.joined_seq < seq &&
        userId !== senderId &&
        (userId === viewerId || participants.some((each: Loose) => each.user_id === userId)),
    )
    .map(([userId]) => userId)
    .toSorted();
}
