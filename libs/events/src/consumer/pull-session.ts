import type { ConsumerInfo, JetStreamClient, JsMsg } from '@nats-io/jetstream';

export interface PullSessionOptions {
  js: JetStreamClient;
  consumer: ConsumerInfo;
  /** Number of messages to request ahead. */
  prefetch: number;
  onMessage(message: JsMsg): void;
  /**
   * Ends the session at the first gap in the delivery sequence, because a message was lost in transit. Only for
   * consumers with a single puller.
   */
  gapless: boolean;
  signal: AbortSignal;
}

const idleHeartbeatMs = 5_000;
const expiresMs = 30_000;

/** Statuses that end a session: the consumer or its stream is gone or unreachable. */
const endingStatuses: ReadonlySet<string> = new Set([
  'heartbeats_missed',
  'consumer_deleted',
  'consumer_not_found',
  'stream_not_found',
  'no_responders',
  'exceeded_limits',
]);

/**
 * Pulls messages until the signal aborts or the consumer fails.
 *
 * @returns why the session ended: `stopped`, `gap`, `closed` or a status of the consumer
 */
export async function pullUntilInterrupted({
  js,
  consumer,
  prefetch,
  onMessage,
  gapless,
  signal,
}: PullSessionOptions): Promise<string> {
  const ended = Promise.withResolvers<string>();
  let over = signal.aborted;
  let next = 1;

  const end = (reason: string) => {
    over = true;
    ended.resolve(reason);
  };

  const callback = (message: JsMsg) => {
    if (over) return;
    if (gapless && message.info.deliverySequence !== next++) end('gap');
    else onMessage(message);
  };

  const messages = await js.consumers.getConsumerFromInfo(consumer).consume({
    max_messages: prefetch,
    expires: expiresMs,
    idle_heartbeat: idleHeartbeatMs,
    callback,
  });

  const stop = () => end('stopped');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  void watchStatuses(messages.status(), end);
  void messages.closed().then(() => end('closed'));

  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    messages.stop();
  }
}

async function watchStatuses(
  statuses: AsyncIterable<{ type: string }>,
  end: (reason: string) => void,
): Promise<void> {
  for await (const { type } of statuses) if (endingStatuses.has(type)) end(type);
}
