import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { Logger } from '@tribe/service-kit';
import type { ClientBase } from 'pg';
import { readKnownStream, rememberStream, unpublishAfter } from '../outbox/outbox.queries';
import { isStreamNotFound, ignoring } from './jetstream-errors.rules';
import { rewindDurables } from './rewind-durables';
import type { streamConfig } from './stream-config';

type StreamConfig = ReturnType<typeof streamConfig>;

/** How long a verification of the stream is valid, in milliseconds. */
const validMs = 10_000;
/** Rows per refill transaction, so that seven days of events do not become one huge update. */
const refillBatch = 5_000;

/**
 * Creates an owner's stream and keeps its outbox consistent with it.
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
    private readonly config: StreamConfig,
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
   * Creates a missing stream and refills a stream that lost messages. Runs in the transaction that holds the relay
   * lock, so that no other relay publishes meanwhile. A large refill takes several calls, and only the last call marks
   * the stream as verified.
   */
  async verify(client: ClientBase, jsm: JetStreamManager): Promise<void> {
    const { name } = this.config;
    const startedAt = performance.now();
    const info = await this.ensure(jsm);
    const known = await readKnownStream(client, name);
    const last = info.state.last_seq;
    const intact = known.created === info.created ? last : 0;

    if (known.highest > intact) {
      const count = await unpublishAfter(client, intact, refillBatch);
      this.logger.warn(
        { stream: name, events: count, last_seq: last },
        'the stream lost events and is refilled',
      );
      if (count === refillBatch) return;
    }

    if (known.created !== info.created) await rememberStream(client, name, info.created);
    const rewound = await rewindDurables(jsm, name, last);

    if (rewound.length > 0)
      this.logger.warn(
        { stream: name, durables: rewound },
        'rewound durables that were past the end of the stream',
      );

    this.end = last;
    this.verifiedAt = startedAt;
  }

  private async ensure(jsm: JetStreamManager): Promise<StreamInfo> {
    const info = await ignoring(isStreamNotFound, jsm.streams.info(this.config.name));

    if (!info) {
      this.logger.info({ stream: this.config.name }, 'creating the stream');
      return jsm.streams.add(this.config);
    }

    if (!this.differs(info)) return info;
    this.logger.info({ stream: this.config.name }, 'updating the settings of the stream');

    return jsm.streams.update(this.config.name, this.config);
  }

  private differs({ config }: StreamInfo): boolean {
    return Object.entries(this.config).some(
      ([setting, value]) =>
        JSON.stringify(config[setting as keyof typeof config]) !== JSON.stringify(value),
    );
  }
}
