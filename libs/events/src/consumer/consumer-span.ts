import type { ReceivedEvent } from '../event/received-event';
import type { Durable } from './durable';

/** How one attempt at an event shows in a trace; names are those of OpenTelemetry's conventions for messaging. */
export function consumerSpan(durable: Durable, event: ReceivedEvent) {
  return {
    name: `process ${event.subject}`,
    attributes: {
      'messaging.system': 'nats',
      'messaging.operation.type': 'process',
      'messaging.destination.name': event.subject,
      'messaging.consumer.group.name': durable.name,
      'messaging.message.id': event.id,
    },
  };
}
