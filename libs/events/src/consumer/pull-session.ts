import type { ConsumerInfo, JetStreamClient, JsMsg } from '@nats-io/jetstream';

export interface PullSessionOptions {
  js: JetStreamClient;
  consumer: ConsumerInfo;
  /** Messages asked for ahead. */
  prefetch: number;
  onMessage(message: JsMsg): void;
  /**
   * Ends the session at the first message that does not directly follow the one before: one in between was lost on
   * the way. Only for consumers that nobody else pulls from.
   */
  gapless: boolean;
  signal: AbortSignal;
}

const idleHeartbeatMs = 5_000;
const expiresMs = 30_000;

/** What ends a session: the consumer or its stream is gone, or nothing can be said about them. */
const troubles: ReadonlySet<string> = new Set([
  'heartbeats_missed',
  'consumer_deleted',
  'consumer_not_found',
  'stream_not_found',
  'no_responders',
  'exceeded_limits',
]);

/**
 * Pulls messages until told to stop or until something is wrong with the consumer.
 *
 * @returns why it ended: `stopped`, `gap`, `closed` or a kind of trouble
 */
export async function pullUntilTrouble({
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
  void watchForTrouble(messages.status(), end);
  void messages.closed().then(() => end('closed'));
  try {
    return await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    messages.stop();
  }
}

async function watchForTrouble(
  statuses: AsyncIterable<{ type: string }>,
  end: (reason: string) => void,
): Promise<void> {
  for await (const { type } of statuses) if (troubles.has(type)) end(type);
}
