import type { Sync } from '../api.generated';
import type { Calls } from '../http/calls';
import type { Live } from '../live/live';
import type { StopListening } from '../support/emitter';
import type { Book } from './book';
import type { ChatStore } from './chat-store';
import { History } from './history';
import { listenToPushes } from './pushes';
import { Saver } from './saver';
import { Syncer } from './syncer';

/** The services of a client that a book needs. */
export interface BookServices {
  readonly calls: Calls;
  readonly live: Live;
  readonly store: ChatStore;
  readonly isUnanswered: (conversationId: string) => boolean;
  readonly onPage: (page: Sync) => void;
  readonly onSynced: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

/** The book of the user that is logged in, with all that keeps it up to date. */
export class OpenBook {
  readonly syncer: Syncer;
  readonly history: History;
  readonly saver: Saver;
  private readonly stopListening: StopListening;

  constructor(
    readonly book: Book,
    { calls, live, store, isUnanswered, onPage, onSynced, onFailed }: BookServices,
  ) {
    this.syncer = new Syncer(calls, book, { onPage, onSynced, onFailed });
    this.history = new History(calls, book);
    this.saver = new Saver(store, book, onFailed);
    const syncSoon = () => this.syncer.soon();
    this.stopListening = listenToPushes(live, { book, isUnanswered, syncSoon });
  }

  close(): void {
    this.syncer.close();
    this.stopListening();
  }
}
