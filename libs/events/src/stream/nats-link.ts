import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { streamApiPrefix } from '@tribe/contracts';
import type { Nats } from '@tribe/service-kit';

/** Timeout of a JetStream API request, in milliseconds; a dying connection may lose the answer. */
const apiTimeoutMs = 2_000;

/** Thrown when NATS is down, or when a reconnect interrupted work that must not span two connections. */
export class NatsDownError extends Error {
  override readonly name = 'NatsDownError';
}

/**
 * A period without an interruption of the NATS connection. State read from the server is valid within one epoch only.
 */
export interface Epoch {
  readonly jsm: JetStreamManager;
  isCurrent(): boolean;
  /** @throws NatsDownError when the epoch is over */
  assertCurrent(): void;
}

/** Returns the JetStream API as the account of a service imports it. */
export function streamsOn(connection: NatsConnection): Promise<JetStreamManager> {
  return jetstreamManager(connection, {
    apiPrefix: streamApiPrefix,
    checkAPI: false,
    timeout: apiTimeoutMs,
  });
}

/** JetStream over the service's NATS connection, which reports every interruption. */
export class NatsLink {
  private readonly listeners = new Set<() => void>();
  private count = 0;

  constructor(private readonly nats: Nats) {
    nats.onConnect(() => this.renew());
  }

  get isConnected(): boolean {
    return this.nats.isConnected;
  }

  /** @throws NatsDownError while there is no connection */
  async epoch(): Promise<Epoch> {
    const connection = this.nats.current;
    const { count } = this;
    const isCurrent = () => this.nats.isConnected && this.count === count;

    const assertCurrent = () => {
      if (!isCurrent()) throw new NatsDownError('NATS is down');
    };

    if (!connection) throw new NatsDownError('NATS is down');
    assertCurrent();

    return {
      jsm: await streamsOn(connection),
      isCurrent,
      assertCurrent,
    };
  }

  /**
   * Calls `listener` at every later connect and reconnect.
   *
   * @returns a function that removes the listener
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
