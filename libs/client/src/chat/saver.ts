import type { Book } from './book';
import type { ChatStore } from './chat-store';

/** Stores a book after changes: one write at a time, and one for all changes that arrive meanwhile. */
export class Saver {
  private changedIds = new Set<string>();
  private saving: Promise<void> | undefined;
  private isDue = false;

  /** @param onFailed called when the storage refuses; the next change tries again */
  constructor(
    private readonly store: ChatStore,
    private readonly book: Book,
    private readonly onFailed: (error: unknown) => void,
  ) {
    book.events.on('changed', (ids) => {
      for (const id of ids) this.changedIds.add(id);
      this.isDue = true;
      this.saving ??= this.saveAll().finally(() => (this.saving = undefined));
    });
  }

  /** Resolves when the changes until now are stored, or when the storage has refused them. */
  async settled(): Promise<void> {
    await this.saving;
  }

  private async saveAll(): Promise<void> {
    // After the changes of this turn.
    await Promise.resolve();

    while (this.isDue) {
      this.isDue = false;
      const ids = this.changedIds;
      this.changedIds = new Set();

      try {
        await this.store.write(this.book, ids);
      } catch (error) {
        this.changedIds = new Set([...ids, ...this.changedIds]);
        this.onFailed(error);
      }
    }
  }
}
