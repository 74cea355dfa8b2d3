import type { DescMessage } from '@bufbuild/protobuf';
import { AckPolicy, type ConsumerConfig, ReplayPolicy } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { type EventType, eventTypeOf } from '@tribe/contracts';

/** A durable subscription: the stream and the events that a handler receives. */
export interface Durable {
  readonly name: string;
  readonly stream: string;
  /** The subject filter on the server; may contain wildcards. */
  readonly filterSubject: string;
  /** The subjects passed to the handler. */
  readonly subjects: readonly string[];
  /** Whether events are gathered, and the handlers of those gathered run concurrently; see `OnEvent`. */
  readonly isBulk: boolean;
}

/** How long the server waits for an acknowledgement before it redelivers, in milliseconds. */
export const ackWaitMs = 60_000;
/**
 * The acknowledgement wait of a durable that replicas share. No replica takes it over when a connection breaks, so an
 * event in flight to that connection waits this long. Must be well below the age at which events expire.
 */
export const sharedAckWaitMs = 5_000;
/** Maximum number of delivered but unacknowledged events of a durable; limits every queue in the runtime. */
export const maxAckPending = 256;
/** Events of a bulk durable that arrive within so many milliseconds are handled together. */
export const bulkPaceMs = 15;

const durableShape = /^[a-z0-9-]+-v\d+$/;

/**
 * @throws Error when the name does not end in a version, a type is not an event, or the types have several owners
 */
export function durableOf(name: string, schemas: readonly DescMessage[], isBulk = false): Durable {
  if (!durableShape.test(name))
    throw new Error(`the durable "${name}" must look like goals-user-cards-v1`);
  const types = schemas.map((schema) => eventTypeOf(schema));
  if (types.length === 0) throw new Error(`the durable ${name} has no event type`);
  if (types.some(({ owner }) => owner !== types[0]?.owner))
    throw new Error(`the durable ${name} mixes events of several owners`);

  return { name, ...filterOf(types), subjects: types.map(({ subject }) => subject), isBulk };
}

/**
 * The subject filter for types of one owner: the subject of a single type, the wildcard of a shared entity, or that of
 * the owner.
 */
export function filterOf(types: readonly EventType[]): Pick<Durable, 'stream' | 'filterSubject'> {
  const [first] = types;
  if (!first) throw new Error('there is no event type to filter on');
  const { owner, entity, stream } = first;
  if (types.length === 1) return { stream, filterSubject: first.subject };
  const sameEntity = types.every((type) => type.entity === entity);

  return { stream, filterSubject: sameEntity ? `tribe.${owner}.${entity}.>` : `tribe.${owner}.>` };
}

/**
 * Every setting of a durable except its start position, so that no server default applies. It has one filter, because
 * the server only checks the filter that is part of the subject of the request, and several filters cannot be.
 *
 * @param waitMs how long the server waits for an acknowledgement
 */
export function durableConfig(
  { name, filterSubject }: Durable,
  waitMs: number,
): Partial<ConsumerConfig> {
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
