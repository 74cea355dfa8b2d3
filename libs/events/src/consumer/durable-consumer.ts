import type { ConsumerInfo, JetStreamManager } from '@nats-io/jetstream';
import { isConsumerNotFound, unless } from '../stream/jetstream-errors.rules';
import type { Epoch } from '../stream/nats-link';
import { startAfter } from '../stream/rewind-durables';
import { type Durable, durableConfig, sharedAckWaitMs } from './durable';

/**
 * Makes a durable ours alone: the consumer is deleted and created again right behind the last event that is
 * acknowledged without a gap. What an earlier holder got and did not acknowledge comes again, in order and before
 * everything newer, and nothing more can be delivered to it. The inbox absorbs what was handled but not acknowledged.
 *
 * The stream is looked at before the consumer: the relay that fills a shortened stream sets the consumer back first,
 * so whoever sees the new messages sees the consumer set back.
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
  if (former) await unless(isConsumerNotFound, jsm.consumers.delete(durable.stream, durable.name));
  assertCurrent();
  const start = startAfter(Math.min(handled, state.last_seq));
  return jsm.consumers.add(durable.stream, { ...durableConfig(durable), ...start });
}

/**
 * The durable as it is, created when it is missing; every replica pulls from it.
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
  return unless(isConsumerNotFound, jsm.consumers.info(stream, name));
}
