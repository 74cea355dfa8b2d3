import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { eventTypeOfSubject } from '@tribe/contracts';
import type { ReceivedEvent } from './received-event';

/** CloudEvents 1.0 attributes of an event, binary mode: one header each. */
export type EventHeaders = Readonly<Record<string, string>>;

export interface EventAttributes {
  id: string;
  subject: string;
  owner: string;
  entityId: string;
  entityVersion: string;
  occurredAt: Date;
  traceparent: string | null;
}

/** A message as stored in a stream or as a dead letter. */
export interface StoredEvent {
  subject: string;
  headers: EventHeaders;
  payload: Uint8Array;
  streamSequence: number;
}

/** Thrown when a message is not a valid event; a retry would fail again. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const traceparentShape = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Returns the message headers of an event. */
export function toHeaders(event: EventAttributes): EventHeaders {
  return {
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-source': sourceOf(event.owner),
    'ce-type': event.subject,
    'ce-subject': event.entityId,
    'ce-time': event.occurredAt.toISOString(),
    'ce-entityversion': event.entityVersion,
    'content-type': 'application/protobuf',
    ...(event.traceparent !== null && { traceparent: event.traceparent }),
  };
}

/**
 * Parses a stored message.
 *
 * @throws MalformedEventError when its type is unknown, its source is not the owner of the type, an attribute is missing or
 * the payload does not decode
 */
export function toReceivedEvent(stored: StoredEvent): ReceivedEvent {
  const type = eventTypeOfSubject(stored.subject);
  if (!type) throw new MalformedEventError(`no event type has the subject ${stored.subject}`);
  if (stored.headers['ce-source'] !== sourceOf(type.owner))
    throw new MalformedEventError(`header ce-source is not ${sourceOf(type.owner)}`);
  const occurredAt = new Date(attribute(stored, 'ce-time'));
  if (Number.isNaN(occurredAt.getTime()))
    throw new MalformedEventError('header ce-time is not a time');
  const { traceparent } = stored.headers;

  return {
    id: uuid(stored, 'ce-id'),
    subject: stored.subject,
    entityId: uuid(stored, 'ce-subject'),
    entityVersion: version(attribute(stored, 'ce-entityversion')),
    occurredAt,
    streamSequence: stored.streamSequence,
    ...(traceparent && traceparentShape.test(traceparent) && { traceparent }),
    schema: type.schema,
    data: decode(type.schema, stored.payload),
    is(schema: DescMessage) {
      return schema.typeName === type.schema.typeName;
    },
  } as ReceivedEvent;
}

function sourceOf(owner: string): string {
  return `/tribe/${owner}`;
}

/** Returns the UUID in a header, or undefined when there is none. */
export function uuidIn(headers: EventHeaders, name: string): string | undefined {
  const value = headers[name];
  return value && uuidShape.test(value) ? value.toLowerCase() : undefined;
}

function uuid({ headers }: StoredEvent, name: string): string {
  const value = uuidIn(headers, name);
  if (!value) throw new MalformedEventError(`header ${name} is not a UUID`);
  return value;
}

function attribute({ headers }: StoredEvent, name: string): string {
  const value = headers[name];
  if (!value) throw new MalformedEventError(`header ${name} is missing`);
  return value;
}

function version(text: string): bigint {
  if (!/^\d{1,19}$/.test(text))
    throw new MalformedEventError('header ce-entityversion is not a number');
  return BigInt(text);
}

function decode(schema: DescMessage, payload: Uint8Array): MessageShape<DescMessage> {
  try {
    return fromBinary(schema, payload);
  } catch (cause) {
    throw new MalformedEventError(`the payload is not a ${schema.typeName}`, { cause });
  }
}
