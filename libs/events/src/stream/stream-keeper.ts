import type { JetStreamManager } from '@nats-io/jetstream';
import type { Logger } from '@tribe/service-kit';
import type { ClientBase } from 'pg';
import { readKnownStream, rememberStream, unpublishAfter } from '../outbox/outbox.queries';
import { rewindDurables } from './rewind-durables';

/** How long a verification of the stream is valid, in milliseconds. */
const validMs = 10_000;
/** Rows per refill transaction, so that seven days of events do not become one huge update. */
const refillBatch = 5_000;

/**
 * Keeps an owner's outbox consistent with its stream. Services may not create streams: `npm run nats -- streams` does.
 *
 * JetStream may lose acknowledged messages, so the keeper compares the stream with the outbox. For a new incarnation of
 * the stream, it marks every kept row as unpublished; for a stream that lost its tail, the rows after its end. It
 * verifies after every connect, after every failed publish and every ten seconds, and the relay only publishes after a
 * verified end.
 */
export class StreamKeeper {
  private verifiedAt = Number.NEGATIVE_INFINITY;
  private end = 0;

  constructor(
    private readonly stream: string,
    private readonly logger: Logger,
  ) {}

  /** Last known sequence of the stream. */
  get lastSequence(): number {
    return this.end;
  }

  get isVerified(): boolean {
    return performance.now() - this.verifiedAt < validMs;
  }

  /** Requires a verification before the next publish. */
  invalidate(): void {
    this.verifiedAt = Number.NEGATIVE_INFINITY;
  }

  /** Records messages that the relay published. */
  advance(lastSequence: number): void {
    this.end = lastSequence;
  }

  /**
   * Refills a stream that lost messages. Runs in the transaction that holds the relay lock, so that no other relay
   * publishes meanwhile. A large refill takes several calls, and only the last call marks the stream as verified.
   *
   * @throws JetStreamApiError while the stream does not exist
   */
  async verify(client: ClientBase, jsm: JetStreamManager): Promise<void> {
    const { stream } = this;
    const startedAt = performance.now();
    const info = await jsm.streams.info(stream);
    const known = await readKnownStream(client, stream);
    const last = info.state.last_seq;
    const intact = known.created === info.created ? last : 0;

    if (known.highest > intact) {
      const count = await unpublishAfter(client, intact, refillBatch);
      this.logger.warn(
        { stream, events: count, last_seq: last },
        'the stream lost events and is refilled',
      );
      if (count === refillBatch) return;
    }

    if (known.created !== info.created) await rememberStream(client, stream, info.created);
    const { rewound, refused } = await rewindDurables(jsm, stream, last);

    if (rewound.length > 0)
      this.logger.warn(
        { stream, durables: rewound },
        'rewound durables that were past the end of the stream',
      );

    if (refused.length > 0)
      this.logger.warn(
        { stream, durables: refused },
        'the broker knows no service for these durables, which are past the end of the stream',
      );

    this.end = last;
    this.verifiedAt = startedAt;
  }
}
