import { readStored, type TextStorage } from '../support/storage';
import { Book } from './book';
import type { KnownConversation } from './known-conversation';

const indexKey = 'tribe.chat';
const maxConversations = 200;
const maxMessages = 200;

/** A text of a conversation is written next to the former one, which remains valid until the index names the new one. */
type Slot = 'a' | 'b';

/** Written last: it makes the texts of the conversations and the cursor valid together. */
interface Index {
  readonly userId: string;
  readonly cursor: string | undefined;
  readonly slots: Readonly<Record<string, Slot>>;
}

/** The conversations in the storage of the app: the 200 with the newest messages, with 200 messages each. */
export class ChatStore {
  private index: Index | undefined;

  constructor(private readonly storage: TextStorage) {}

  /** Returns what is stored for a user, and nothing for another user or after damage. */
  async read(userId: string): Promise<Book> {
    this.index = await readStored<Index>(this.storage, indexKey);

    if (this.index?.userId !== userId) {
      await this.clear();
      return new Book(userId);
    }

    const entries = await Promise.all(
      Object.entries(this.index.slots).map(async ([id, slot]) => {
        return [id, await readStored<KnownConversation>(this.storage, keyOf(id, slot))] as const;
      }),
    );

    const known = entries.filter((entry): entry is [string, KnownConversation] => !!entry[1]);
    if (known.length < entries.length) return new Book(userId);
    const book = new Book(userId, new Map(known));
    book.cursor = this.index.cursor;

    return book;
  }

  /** Stores the conversations that have changed, and the cursor. A failure leaves what was stored before. */
  async write(book: Book, changedIds: ReadonlySet<string>): Promise<void> {
    const { userId, cursor } = book;
    const former = this.index?.userId === userId ? this.index.slots : {};
    const slots: Record<string, Slot> = {};

    for (const known of newestFirst(book.all()).slice(0, maxConversations)) {
      const { id } = known.conversation;
      const slot = former[id];
      slots[id] = slot !== undefined && !changedIds.has(id) ? slot : slot === 'a' ? 'b' : 'a';
      if (slots[id] === slot) continue;
      await this.storage.setItem(keyOf(id, slots[id]), JSON.stringify(shortened(known)));
    }

    const index: Index = { userId, cursor, slots };
    await this.storage.setItem(indexKey, JSON.stringify(index));
    this.index = index;
    for (const id of Object.keys(former)) if (!slots[id]) await this.remove(id);
  }

  async clear(): Promise<void> {
    const ids = Object.keys(this.index?.slots ?? {});
    this.index = undefined;
    await this.storage.removeItem(indexKey);
    for (const id of ids) await this.remove(id);
  }

  private async remove(id: string): Promise<void> {
    for (const slot of ['a', 'b'] as const) await this.storage.removeItem(keyOf(id, slot));
  }
}

/** Returns the conversations in the order of a list: those with the newest messages first. */
export function newestFirst(conversations: readonly KnownConversation[]): KnownConversation[] {
  const timeOf = ({ conversation }: KnownConversation) =>
    conversation.last_message_at ?? conversation.created_at;

  return conversations.toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
}

function shortened(known: KnownConversation): KnownConversation {
  const messages = known.messages.slice(-maxMessages);
  return messages.length === known.messages.length ? known : { ...known, messages, hasOlder: true };
}

function keyOf(id: string, slot: Slot): string {
  return `${indexKey}.${id}.${slot}`;
}
