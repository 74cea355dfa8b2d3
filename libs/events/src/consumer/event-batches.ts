/** Permission to handle an event, or the news that it was handled. */
export interface Turn {
  /** True when the event was handled together with others. */
  readonly isHandled: boolean;
  /** Must be called after the first attempt to handle the event alone; further calls have no effect. */
  readonly end: () => void;
}

interface Waiting<Event> {
  readonly event: Event;
  readonly turn: PromiseWithResolvers<Turn>;
}

/** Maximum number of events per batch. */
const maxEvents = 50;
/** How long events wait for a running attempt before they are handled next to it, so that a slow handler delays none. */
const patienceMs = 20;
const nothing = () => undefined;

/**
 * Gathers the events of a durable that arrive while another is handled, and handles them together. An event that arrives
 * alone is handled at once and alone. When a batch fails, each of its events is handled alone.
 *
 * With a pace, events also wait until that many milliseconds after the start of the attempt before them.
 */
export class EventBatches<Event> {
  private waiting: Waiting<Event>[] = [];
  private running = 0;
  private startedAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param handleTogether handles all events or none; rejects when it handled none
   * @param paceMs least time between the starts of two attempts
   */
  constructor(
    private readonly handleTogether: (events: readonly Event[]) => Promise<void>,
    private readonly paceMs = 0,
  ) {}

  /** Resolves when the event was handled with others, or is to be handled alone. */
  take(event: Event): Promise<Turn> {
    const turn = Promise.withResolvers<Turn>();
    this.waiting.push({ event, turn });
    this.startWhenDue();

    return turn.promise;
  }

  private startWhenDue(): void {
    if (this.waiting.length === 0) return;
    const sinceStart = performance.now() - this.startedAt;
    const waitMs = (this.running === 0 ? this.paceMs : patienceMs) - sinceStart;
    if (waitMs <= 0) this.start();
    else this.startIn(waitMs);
  }

  private startIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), ms);
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.splice(0, maxEvents);
    if (batch.length === 0) return;

    this.running += 1;
    this.startedAt = performance.now();
    const end = this.endOnce();
    if (batch.length === 1) batch[0]?.turn.resolve({ isHandled: false, end });
    else void this.run(batch).finally(end);

    this.startWhenDue();
  }

  private async run(batch: readonly Waiting<Event>[]): Promise<void> {
    const isHandled = await this.handleTogether(batch.map(({ event }) => event)).then(
      () => true,
      () => false,
    );
    for (const { turn } of batch) turn.resolve({ isHandled, end: nothing });
  }

  private endOnce(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.running -= 1;
      if (this.paceMs === 0) this.start();
      else this.startWhenDue();
    };
  }
}
