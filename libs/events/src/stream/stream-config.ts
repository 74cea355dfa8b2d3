import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { streamOf } from '@tribe/contracts';
import { type EventsConfig, streamMaxAgeMs } from '../events.config';

/** A message republished within this time is recognized by its id and not stored again. */
const duplicateWindowMs = 120_000;

/** Every setting of an owner's stream, so that no server default applies. */
export function streamConfig(owner: string, config: EventsConfig) {
  return {
    name: streamOf(owner),
    subjects: [`tribe.${owner}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(streamMaxAgeMs),
    max_bytes: config.EVENT_STREAM_MAX_BYTES,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    max_consumers: -1,
    duplicate_window: nanos(duplicateWindowMs),
    num_replicas: config.EVENT_STREAM_REPLICAS,
  };
}
