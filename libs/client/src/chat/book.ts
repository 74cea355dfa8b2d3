import type { Sync } from '../api.generated';
import { Emitter } from '../support/emitter';
import type { KnownConversation } from './known-conversation';
import { withChanges } from './known.rules';

/** Events of a {@link Book}. */
export interface BookEvents {
  /** The ids of the conversations that changed, appeared or disappeared. */
  changed: readonly string[];
}

/** The conversations of a user as the client knows them, and the cursor of the synchronization up to which it does. */
export class Book {
  readonly events = new Emitter<BookEvents>();
  cursor: string | undefined;

  constructor(
    readonly userId: string,
    private readonly conversations = new Map<string, KnownConversation>(),
  ) {}

  get(id: string): KnownConversation | undefined {
    return this.conversations.get(id);
  }

  all(): KnownConversation[] {
    return [...this.conversations.values()];
  }

  /** Replaces a known conversation; does nothing for one that is not known. */
  change(id: string, change: (known: KnownConversation) => KnownConversation): void {
    const known = this.conversations.get(id);
    if (known === undefined) return;
    const next = change(known);
    if (next === known) return;
    this.conversations.set(id, next);
    this.events.emit('changed', [id]);
  }

  /** Adds conversations that are not known. */
  add(found: readonly KnownConversation[]): void {
    const unknown = found.filter(({ conversation }) => !this.conversations.has(conversation.id));
    for (const each of unknown) this.conversations.set(each.conversation.id, each);
    this.events.emit(
      'changed',
      unknown.map(({ conversation }) => conversation.id),
    );
  }

  /** Applies a page of a synchronization: the changes and the cursor after them. */
  apply(page: Sync): void {
    const forgotten = page.reset ? [...this.conversations.keys()] : page.left_conversation_ids;
    for (const id of forgotten) this.conversations.delete(id);

    for (const changes of page.conversations) {
      const { id } = changes.conversation;
      const next = withChanges(this.conversations.get(id), changes, this.userId);
      this.conversations.set(id, next);
    }

    this.cursor = page.cursor;
    const changed = page.conversations.map(({ conversation }) => conversation.id);
    this.events.emit('changed', [...new Set([...forgotten, ...changed])]);
  }
}
