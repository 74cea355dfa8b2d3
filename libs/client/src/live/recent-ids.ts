const maxIds = 500;

/** Recognizes pushes that arrive again. Keeps the last 500 ids. */
export class RecentIds {
  private readonly ids = new Set<string>();

  /** Returns whether the payload has no id, or one that the event did not have before. */
  isNew(name: string, payload: unknown): boolean {
    const { id } = (payload ?? {}) as { readonly id?: unknown };
    if (typeof id !== 'string') return true;
    const push = `${name} ${id}`;
    if (this.ids.has(push)) return false;
    this.ids.add(push);
    const [oldest] = this.ids;
    if (this.ids.size > maxIds && oldest !== undefined) this.ids.delete(oldest);

    return true;
  }
}
