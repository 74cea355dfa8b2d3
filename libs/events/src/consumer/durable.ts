import type { DescMessage } from '@bufbuild/protobuf';
import { AckPolicy, type ConsumerConfig, ReplayPolicy } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { eventTypeOf } from '@tribe/contracts';

/** A durable subscription: which events of which stream a handler gets. */
export interface Durable {
  readonly name: string;
  readonly stream: string;
  /** What the server filters on; one subject, wildcards allowed. */
  readonly filterSubject: string;
  /** What is handed over of that. */
  readonly subjects: readonly string[];
}

/** How long the server waits for an acknowledgement before it delivers again, in milliseconds. */
export const ackWaitMs = 60_000;
/**
 * The same for a durable that replicas share. Nobody takes it over when a connection breaks, so this is how long an
 * event waits that was on its way to that connection; it has to be well below the age at which events expire.
 */
export const sharedAckWaitMs = 5_000;
/** Most events of a durable that are delivered and not acknowledged; the bound of every queue in the runtime. */
export const maxAckPending = 256;

const durableShape = /^[a-z0-9-]+-v\d+$/;

/**
 * @throws Error when the name does not end in a version, a type is no event, or the types belong to several owners
 */
export function durableOf(name: string, schemas: readonly DescMessage[]): Durable {
  if (!durableShape.test(name)) throw new Error(`the durable "${name}" must look like goals-user-cards-v1`);
  const types = schemas.map((schema) => eventTypeOf(schema));
  const [first] = types;
  if (!first) throw new Error(`the durable ${name} has no event type`);
  if (types.some(({ owner }) => owner !== first.owner))
    throw new Error(`the durable ${name} mixes events of several owners`);
  const sameEntity = types.every(({ entity }) => entity === first.entity);
  const wildcard = sameEntity ? `tribe.${first.owner}.${first.entity}.>` : `tribe.${first.owner}.>`;
  return {
    name,
    stream: first.stream,
    filterSubject: types.length === 1 ? first.subject : wildcard,
    subjects: types.map(({ subject }) => subject),
  };
}

/** Every setting of a durable but where it starts; none is left to the server's defaults. */
export function durableConfig({ name, filterSubject }: Durable, waitMs = ackWaitMs): Partial<ConsumerConfig> {
  return {
    durable_name: name,
    filter_subject: filterSubject,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(waitMs),
    max_deliver: -1,
    max_ack_pending: maxAckPending,
    max_waiting: 512,
    replay_policy: ReplayPolicy.Instant,
  };
}
