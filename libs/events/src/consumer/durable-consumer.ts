import type { ConsumerInfo, JetStreamManager } from '@nats-io/jetstream';
import { isConsumerNotFound, ignoring } from '../stream/jetstream-errors.rules';
import type { Epoch } from '../stream/nats-link';
import { startAfter } from '../stream/rewind-durables';
import { ackWaitMs, type Durable, durableConfig, sharedAckWaitMs } from './durable';

/**
 * Takes a durable over for this process: deletes the consumer and creates it again right after the last event
 * acknowledged without a gap. Events that the former holder received but did not acknowledge are delivered again, in
 * order and before newer events, and the former holder receives nothing more. The inbox absorbs events that were
 * handled but not acknowledged.
 *
 * Reads the stream before the consumer: the relay rewinds consumers before it refills a shortened stream, so a process
 * that sees the new messages also sees the rewound consumer.
 *
 * @throws JetStreamApiError when the stream does not exist (yet)
 */
export async function takeOver(
  { jsm, assertCurrent }: Epoch,
  durable: Durable,
): Promise<ConsumerInfo> {
  const { state } = await jsm.streams.info(durable.stream);
  const former = await findConsumer(jsm, durable);

  const handled = former
    ? Math.max(former.ack_floor.stream_seq, (former.config.opt_start_seq ?? 1) - 1)
    : 0;

  assertCurrent();
  if (former)
    await ignoring(isConsumerNotFound, jsm.consumers.delete(durable.stream, durable.name));
  assertCurrent();
  const start = startAfter(Math.min(handled, state.last_seq));

  return jsm.consumers.add(durable.stream, {
    ...durableConfig(durable, ackWaitMs),
    ...start,
  });
}

/**
 * Returns the durable, created when it is missing. Every replica pulls from it.
 *
 * @throws JetStreamApiError when the stream does not exist (yet)
 */
export async function share({ jsm }: Epoch, durable: Durable): Promise<ConsumerInfo> {
  const present = await findConsumer(jsm, durable);
  return (
    present ??
    jsm.consumers.add(durable.stream, {
      ...durableConfig(durable, sharedAckWaitMs),
      ...startAfter(0),
    })
  );
}

function findConsumer(
  jsm: JetStreamManager,
  { stream, name }: Durable,
): Promise<ConsumerInfo | undefined> {
  return ignoring(isConsumerNotFound, jsm.consumers.info(stream, name));
}
