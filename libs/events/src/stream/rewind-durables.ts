import { type ConsumerInfo, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { isConsumerNotFound, ignoring, isRefused } from './jetstream-errors.rules';

/**
 * Rewinds durables that are past the end of their stream to its end.
 *
 * A stream that lost its tail assigns the same sequences again, and a durable that is already past them would skip the
 * new messages. Only the owner's relay may call this, before it publishes to the stream.
 *
 * Consumers without a durable name are left alone: their readers create a new one after every interruption.
 *
 * @returns the names of the rewound durables, and of those that the owner may not touch because no service reads them
 */
export async function rewindDurables(
  jsm: JetStreamManager,
  stream: string,
  lastSequence: number,
): Promise<{ rewound: string[]; refused: string[] }> {
  const rewound: string[] = [];
  const refused: string[] = [];

  for await (const consumer of jsm.consumers.list(stream)) {
    const { name, config } = consumer;
    if (!config.durable_name || passedSequence(consumer) <= lastSequence) continue;

    try {
      await ignoring(isConsumerNotFound, jsm.consumers.delete(stream, name));
      await jsm.consumers.add(stream, { ...config, ...startAfter(lastSequence) });
      rewound.push(name);
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused.push(name);
    }
  }

  return { rewound, refused };
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
