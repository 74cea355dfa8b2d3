import type { JsMsg } from '@nats-io/jetstream';
import type { StoredEvent } from './event-envelope';

/** A delivered message without its connection to the server. */
export function toStored({ subject, headers, data, seq }: JsMsg): StoredEvent {
  const attributes: Record<string, string> = {};
  for (const [name, [value = '']] of headers ?? []) attributes[name] = value;
  return { subject, headers: attributes, payload: data, streamSequence: seq };
}
