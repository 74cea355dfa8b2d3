import { type ConsumerInfo, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { isConsumerNotFound, unless } from './jetstream-errors.rules';

/**
 * Sets durables that stand beyond the end of their stream back to its end.
 *
 * A stream that lost its tail hands the same sequences out again, and a durable that had already passed them would
 * never see the new messages. Only the owner's relay may do this, and only before it publishes anything there.
 *
 * @returns the names of the durables
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
    await unless(isConsumerNotFound, jsm.consumers.delete(stream, name));
    await jsm.consumers.add(stream, { ...config, ...startAfter(lastSequence) });
    rewound.push(name);
  }
  return rewound;
}

/** Everything up to this sequence was delivered, or left out because the durable was made to start behind it. */
function passedSequence({ delivered, config }: ConsumerInfo): number {
  return Math.max(delivered.stream_seq, (config.opt_start_seq ?? 1) - 1);
}

/** Settings of a durable that continues behind `sequence`. */
export function startAfter(sequence: number) {
  if (sequence <= 0) return { deliver_policy: DeliverPolicy.All };
  return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: sequence + 1 };
}
