import type { JsMsg } from '@nats-io/jetstream';
import type { StoredEvent } from './event-envelope';

/** Converts a delivered message to plain data. */
export function toStored({ subject, headers, data, seq }: JsMsg): StoredEvent {
  const attributes: Record<string, string> = {};
  for (const [name, [value = '']] of headers ?? []) attributes[name] = value;
  return { subject, headers: attributes, payload: data, streamSequence: seq };
}
