import type { ReceivedEvent } from '../event/received-event';
import type { Durable } from './durable';

/** The span of one attempt to handle an event, with names from the OpenTelemetry messaging conventions. */
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
