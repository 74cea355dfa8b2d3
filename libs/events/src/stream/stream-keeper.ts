import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { Logger } from '@tribe/service-kit';
import type { ClientBase } from 'pg';
import { readKnownStream, rememberStream, unpublishAfter } from '../outbox/outbox.queries';
import { isStreamNotFound, unless } from './jetstream-errors.rules';
import { rewindDurables } from './rewind-durables';
import type { streamConfig } from './stream-config';

type StreamConfig = ReturnType<typeof streamConfig>;

/** How long a look at the stream is trusted while nothing looks wrong. */
const trustMs = 10_000;
/** Rows of one refill transaction: seven days of events must not become one giant update. */
const refillBatch = 5_000;

/**
 * Keeps an owner's stream in existence and its outbox honest about it.
 *
 * JetStream may lose what it acknowledged. The keeper compares the stream with the outbox: another incarnation of the
 * stream makes every kept row wait again, a stream that ends too early those behind its end. It looks after every
 * connect, after every failed publish and every ten seconds, and the relay publishes only behind an end it has seen.
 */
export class StreamKeeper {
  private verifiedAt = Number.NEGATIVE_INFINITY;
  private end = 0;

  constructor(
    private readonly config: StreamConfig,
    private readonly logger: Logger,
  ) {}

  /** Sequence of the stream's last message, as last seen. */
  get lastSequence(): number {
    return this.end;
  }

  get isTrusted(): boolean {
    return performance.now() - this.verifiedAt < trustMs;
  }

  /** The stream may have changed: look at it before anything else is published. */
  distrust(): void {
    this.verifiedAt = Number.NEGATIVE_INFINITY;
  }

  /** The stream grew by our own messages. */
  advance(lastSequence: number): void {
    this.end = lastSequence;
  }

  /**
   * Creates the stream when it is missing and refills it when it lost anything. Runs inside the transaction that
   * holds the relay's lock, so that nobody publishes meanwhile. A large refill takes several calls, and the stream is
   * not trusted before the last of them.
   */
  async verify(client: ClientBase, jsm: JetStreamManager): Promise<void> {
    const { name } = this.config;
    const startedAt = performance.now();
    const info = await this.ensure(jsm);
    const known = await readKnownStream(client, name);
    const last = info.state.last_seq;
    const survived = known.created === info.created ? last : 0;
    if (known.highest > survived) {
      const count = await unpublishAfter(client, survived, refillBatch);
      this.logger.warn(
        { stream: name, events: count, last_seq: last },
        'the stream lost events; they are published again',
      );
      if (count === refillBatch) return;
    }
    if (known.created !== info.created) await rememberStream(client, name, info.created);
    const rewound = await rewindDurables(jsm, name, last);
    if (rewound.length > 0)
      this.logger.warn(
        { stream: name, durables: rewound },
        'durables stood beyond the end of the stream',
      );
    this.end = last;
    this.verifiedAt = startedAt;
  }

  private async ensure(jsm: JetStreamManager): Promise<StreamInfo> {
    const info = await unless(isStreamNotFound, jsm.streams.info(this.config.name));
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
