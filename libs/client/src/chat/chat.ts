import type {
  Conversation,
  ConversationList,
  Message,
  GoalChanges,
  NotificationChanges,
} from '../api.generated';
import type { Calls } from '../http/calls';
import { TribeError } from '../http/tribe-error';
import type { Live } from '../live/live';
import type { WriteQueue } from '../queue/write-queue';
import type { ClientSession } from '../session/client-session';
import { Emitter, type StopListening } from '../support/emitter';
import type { Break } from './chain.rules';
import { type ChatStore, newestFirst } from './chat-store';
import { knownAfter } from './known-conversation';
import { afterEntry, afterReading, ofOverview, withLast, withUnread } from './known.rules';
import { type ChatLine, linesOf, threadLinesOf } from './lines.rules';
import { withShown } from './messages.rules';
import { OpenBook } from './open-book';
import { Outgoing, type SendOptions } from './outgoing';

/** Events of a {@link Chat}. */
export interface ChatEvents {
  /** Lines, marks or the overview of a conversation changed; it may also be gone. */
  changed: { readonly conversationId: string };
  /** A synchronization returned the changes of goals, systems and check-ins. Store them before the listener returns. */
  goals: GoalChanges;
  /** A synchronization returned the changes of notifications. */
  notifications: NotificationChanges;
  /** The server cannot be reached, or the storage refuses. The chat tries again by itself. */
  failed: { readonly error: unknown };
}

/** The result of {@link Chat.verify}. */
export type Proof = { readonly isProven: true } | ({ readonly isProven: false } & Break);

/**
 * The conversations of the user: kept in the storage, changed by pushes, and repaired by `GET /sync`. Own messages are shown
 * at once, and sent as soon as there is a connection.
 */
export class Chat {
  private readonly events = new Emitter<ChatEvents>();
  private readonly outgoing: Outgoing;
  private open: OpenBook | undefined;
  private opening: Promise<OpenBook> | undefined;
  /** Conversations whose lines are shown. */
  private readonly shown = new Set<string>();
  private isStarted = false;
  private isClosed = false;

  constructor(
    private readonly calls: Calls,
    private readonly session: ClientSession,
    private readonly live: Live,
    private readonly queue: WriteQueue,
    private readonly store: ChatStore,
  ) {
    this.outgoing = new Outgoing(queue);
    this.outgoing.events.on('changed', ({ conversationId }) => this.tell(conversationId));
    this.outgoing.events.on('sent', (message) => this.acknowledge(message));
    this.outgoing.events.on('readRefused', () => this.open?.syncer.soon());

    live.on('online', () => this.catchUp());
    session.on('signedOut', ({ reason }) => void this.leave(reason === 'LOGGED_OUT'));
  }

  on<Name extends keyof ChatEvents>(
    name: Name,
    listener: (payload: ChatEvents[Name]) => void,
  ): StopListening {
    return this.events.on(name, listener);
  }

  /**
   * Reads what is stored, connects and asks for what was missed. Resolves when the stored conversations can be shown, also
   * without a connection.
   *
   * @throws TribeError SIGNED_OUT when nobody is logged in
   */
  async start(): Promise<void> {
    this.isClosed = false;
    await this.opened();
    this.isStarted = true;
    this.live.start();
    this.catchUp();
  }

  /** Returns the known conversations: those with the newest messages first. */
  conversations(): Conversation[] {
    return newestFirst(this.open?.book.all() ?? []).map(({ conversation }) => conversation);
  }

  /** Adds older conversations of the list. Returns whether there are more. @throws TribeError */
  async loadConversations(cursor?: string): Promise<string | undefined> {
    const { book } = await this.opened();
    const query = cursor === undefined ? {} : { cursor };
    const path = '/api/v1/conversations';
    const list = (await this.calls.call('GET', path, { query })) as ConversationList;
    book.add(list.conversations.map(ofOverview));

    return list.pagination.next_cursor ?? undefined;
  }

  /** Returns the lines of a conversation, the oldest first. `show` loads them. */
  lines(conversationId: string): ChatLine[] {
    if (this.open === undefined) return [];
    const { book } = this.open;
    const outgoing = this.outgoing.of(conversationId);

    return linesOf(book.get(conversationId), outgoing, book.userId);
  }

  /** Returns the known replies in the thread of a message, the oldest first. They are loaded with the lines around them. */
  thread(conversationId: string, rootId: string): ChatLine[] {
    if (this.open === undefined) return [];
    const { book } = this.open;
    const outgoing = this.outgoing.of(conversationId);

    return threadLinesOf(book.get(conversationId), outgoing, { rootId, userId: book.userId });
  }

  /** Keeps at least one page of lines of a conversation loaded, until `hide`. @throws TribeError */
  async show(conversationId: string): Promise<void> {
    const { book } = await this.opened();
    if (book.get(conversationId) === undefined) await this.sync();
    if (book.get(conversationId) === undefined) await this.addOne(conversationId);
    this.shown.add(conversationId);
    await this.fill(conversationId);
  }

  hide(conversationId: string): void {
    this.shown.delete(conversationId);
  }

  /** Adds older lines. Returns whether there are more. @throws TribeError */
  async loadOlder(conversationId: string): Promise<boolean> {
    const { book, history } = await this.opened();
    if (book.get(conversationId)?.hasOlder) await history.older(conversationId);

    return book.get(conversationId)?.hasOlder ?? false;
  }

  /**
   * Sends a message. Resolves with the key of its line when it is stored on this device and shown.
   *
   * @throws TribeError QUEUE_FULL, or SIGNED_OUT
   */
  async send(conversationId: string, content: string, options: SendOptions = {}): Promise<string> {
    await this.opened();
    return this.outgoing.send(conversationId, content, options);
  }

  /** Forgets a line that could not be sent. */
  discard(key: string): void {
    this.outgoing.discard(key);
  }

  /** Marks all lines of a conversation as read. */
  async read(conversationId: string): Promise<void> {
    const { book } = await this.opened();
    const last = book.get(conversationId)?.messages.at(-1);
    const mark = book.get(conversationId)?.marks.find(({ user_id }) => user_id === book.userId);
    if (last === undefined || (mark !== undefined && mark.read_seq >= last.seq)) return;

    const { userId: user_id } = book;
    const moved = { joined_seq: mark?.joined_seq ?? 0, read_seq: last.seq, read_at: null };

    book.change(conversationId, (known) =>
      afterReading(withUnread(known, 0), { user_id, ...moved }, user_id),
    );

    await this.outgoing.read(conversationId, last.id);
  }

  /** Asks the server for everything that was missed until now. @throws TribeError */
  async sync(): Promise<void> {
    const { syncer } = await this.opened();
    await syncer.now();
  }

  /**
   * Proves that the loaded lines of a conversation are those of the server, by the chain of hashes, and returns the first
   * entry where they differ.
   *
   * @throws TribeError without a connection
   */
  async verify(conversationId: string): Promise<Proof> {
    const { history, syncer } = await this.opened();
    await syncer.now();
    const found = await history.prove(conversationId);

    return found ? { isProven: false, ...found } : { isProven: true };
  }

  /** Resolves when all changes until now are stored. */
  async stored(): Promise<void> {
    await this.open?.saver.settled();
  }

  /** Ends the timers. What is known stays in the storage. */
  close(): void {
    this.isClosed = true;
    this.shown.clear();
    this.open?.close();
    this.open = undefined;
    this.opening = undefined;
  }

  private async opened(): Promise<OpenBook> {
    const userId = await this.session.userId();
    if (userId === undefined) throw new TribeError('SIGNED_OUT', 'Nobody is logged in');
    if (this.open !== undefined && this.open.book.userId !== userId) await this.leave(false);
    this.opening ??= this.openFor(userId);

    return this.opening;
  }

  private async openFor(userId: string): Promise<OpenBook> {
    // Loads the messages that wait.
    await this.queue.size();

    const open = new OpenBook(await this.store.read(userId), {
      calls: this.calls,
      live: this.live,
      store: this.store,
      isUnanswered: (id) => this.outgoing.isUnanswered(id),
      onPage: ({ goals, notifications }) => {
        if (goals) this.events.emit('goals', goals);
        if (notifications) this.events.emit('notifications', notifications);
      },
      onSynced: () => this.fillShown(),
      onFailed: (error) => this.fail(error),
    });

    open.book.events.on('changed', (ids) => {
      for (const id of ids) this.tell(id);
    });

    if (this.isClosed) open.close();
    this.open = open;

    return open;
  }

  private catchUp(): void {
    if (this.isStarted) void this.sync().catch((error: unknown) => this.fail(error));
  }

  private async leave(isForgotten: boolean): Promise<void> {
    const { open } = this;
    this.close();
    this.isClosed = false;
    await open?.saver.settled();
    if (isForgotten) await this.store.clear();
  }

  /** The message of an acknowledgement belongs to the lines unless it is older than all of them. */
  private acknowledge(message: Message): void {
    const { conversation_id: id, seq } = message;

    this.open?.book.change(id, (known) => {
      if (seq <= knownAfter(known)) return known;
      const messages = withShown(known.messages, [message], seq);
      return withLast(afterEntry({ ...known, messages }, seq), message);
    });

    if ((this.open?.book.get(id)?.appliedSeq ?? 0) < seq) this.open?.syncer.soon();
    this.tell(id);
  }

  private async addOne(conversationId: string): Promise<void> {
    const { book } = await this.opened();
    const path = '/api/v1/conversations/{conversationId}';
    const found = await this.calls.call('GET', path, { path: { conversationId } });
    book.add([ofOverview(found as Conversation)]);
  }

  private async fillShown(): Promise<void> {
    await Promise.all([...this.shown].map((id) => this.fill(id)));
  }

  private async fill(conversationId: string): Promise<void> {
    const { book, history } = await this.opened();
    const known = book.get(conversationId);
    if (known?.hasOlder && known.messages.length < 50) await history.older(conversationId);
  }

  private tell(conversationId: string): void {
    this.events.emit('changed', { conversationId });
  }

  private fail(error: unknown): void {
    this.events.emit('failed', { error });
  }
}
