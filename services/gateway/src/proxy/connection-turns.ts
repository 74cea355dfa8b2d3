/** A request that needs a connection to an owner. */
export interface Turn {
  /** Called when a connection is free. */
  start(): void;
  /** Called instead when the request has waited for too long. */
  refuse(): void;
}

/**
 * The turns of the requests to one owner: at most `size` at once, each with a connection of its own. Further requests
 * wait in the order of their arrival, but for a limited time, so that none hangs while all connections are taken.
 */
export class ConnectionTurns {
  private readonly waiting = new Map<Turn, NodeJS.Timeout>();

  /** @param free number of turns at once */
  constructor(
    private free: number,
    private readonly maxWaitMs: number,
  ) {}

  /** Starts the request at once or later, or refuses it. Each started request must be followed by {@link end}. */
  take(turn: Turn): void {
    if (this.free > 0) {
      this.free -= 1;
      turn.start();
      return;
    }

    const onLate = () => {
      this.waiting.delete(turn);
      turn.refuse();
    };

    this.waiting.set(turn, setTimeout(onLate, this.maxWaitMs));
  }

  /** Ends the turn of a started request. */
  end(): void {
    const [next] = this.waiting;

    if (next === undefined) {
      this.free += 1;
      return;
    }

    const [turn, timeout] = next;
    this.waiting.delete(turn);
    clearTimeout(timeout);
    turn.start();
  }
}
