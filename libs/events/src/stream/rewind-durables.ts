import { type ConsumerInfo, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { isConsumerNotFound, ignoring } from './jetstream-errors.rules';

/**
 * Rewinds durables that are past the end of their stream to its end.
 *
 * A stream that lost its tail assigns the same sequences again, and a durable that is already past them would skip the
 * new messages. Only the owner's relay may call this, before it publishes to the stream.
 *
 * @returns the names of the rewound durables
 */
export async function rewindDurables(
  jsm: JetStreamManager,
  stream: string,
  lastSequence: number,
): Promise<string[]> {
  const rewound: string[] = [];
  for await (const consumer of jsm.consumers.list(stream)) {
    if (passedSequence(consumer) <= lastSequence) continue;
    const { name, config } = consumer;
    await ignoring(isConsumerNotFound, jsm.consumers.delete(stream, name));
    await jsm.consumers.add(stream, { ...config, ...startAfter(lastSequence) });
    rewound.push(name);
  }
  return rewound;
}

/** The highest sequence that the durable will not deliver again: delivered, or before its start position. */
function passedSequence({ delivered, config }: ConsumerInfo): number {
  return Math.max(delivered.stream_seq, (config.opt_start_seq ?? 1) - 1);
}

/** Start position of a durable that continues after `sequence`. */
export function startAfter(sequence: number) {
  if (sequence <= 0) return { deliver_policy: DeliverPolicy.All };
  return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: sequence + 1 };
}
