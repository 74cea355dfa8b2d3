import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { Nats } from '@tribe/service-kit';

/** A request that a dying connection swallowed is not waited for any longer, in milliseconds. */
export const apiTimeoutMs = 2_000;

/** NATS is away, or went away in the middle of something that must not straddle a reconnect. */
export class NatsAwayError extends Error {
  override readonly name = 'NatsAwayError';
}

/** One unbroken stretch of the NATS connection. What was learned of the server in it may be wrong in the next. */
export interface Epoch {
  readonly jsm: JetStreamManager;
  isCurrent(): boolean;
  /** @throws NatsAwayError when the connection was lost since */
  assertCurrent(): void;
}

/** JetStream over the service's NATS connection, with an eye on every interruption. */
export class NatsLink {
  private readonly listeners = new Set<() => void>();
  private count = 0;

  constructor(private readonly nats: Nats) {
    nats.onConnect(() => this.renew());
  }

  get isConnected(): boolean {
    return this.nats.isConnected;
  }

  /** @throws NatsAwayError while there is no connection */
  async epoch(): Promise<Epoch> {
    const connection = this.nats.current;
    const { count } = this;
    const isCurrent = () => this.nats.isConnected && this.count === count;
    const assertCurrent = () => {
      if (!isCurrent()) throw new NatsAwayError('NATS is away');
    };
    if (!connection) throw new NatsAwayError('NATS is away');
    assertCurrent();
    return {
      jsm: await jetstreamManager(connection, { checkAPI: false, timeout: apiTimeoutMs }),
      isCurrent,
      assertCurrent,
    };
  }

  /**
   * Calls `listener` at every connect and reconnect from now on.
   *
   * @returns a function that ends it
   */
  onConnect(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private renew(): void {
    this.count += 1;
    for (const listener of this.listeners) listener();
  }
}
