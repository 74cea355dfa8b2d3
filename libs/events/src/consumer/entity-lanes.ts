/** Runs the tasks of an entity in order, one at a time, and those of different entities concurrently. */
export class EntityLanes {
  private readonly tails = new Map<string, Promise<void>>();

  /** Number of entities with unfinished work. */
  get size(): number {
    return this.tails.size;
  }

  /** Queues work after all earlier work of the entity. `work` must not reject. */
  add(entityId: string, work: () => Promise<void>): void {
    const before = this.tails.get(entityId);
    const tail = (before ? before.then(work) : work()).finally(() => {
      if (this.tails.get(entityId) === tail) this.tails.delete(entityId);
    });
    this.tails.set(entityId, tail);
  }

  /** Resolves when no work is left, including work added meanwhile. */
  async finished(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }
}
