export { Consumer, OnEvent } from './consumer/consumer.decorators';
export type { ConsumerContext } from './consumer/event-processor';
export {
  type DeadLetter,
  deleteDeadLettersAbout,
  listDeadLetters,
  requestReplay,
} from './dead-letter/dead-letters';
export { EphemeralSubscription } from './ephemeral-subscription';
export { toHeaders } from './event/event-envelope';
export { eventOf, type NewEvent } from './event/new-event';
export type { ReceivedEvent } from './event/received-event';
export { eventsConfig } from './events.config';
export { EventsModule } from './events.module';
export { EventPublisher, maxEventsPerPublish } from './outbox/event-publisher';
export { insertEvents, type OutboxEvent } from './outbox/outbox-insert';
export { pendingEventsSql } from './pending-events';
export { Replayer } from './replay/replayer';
export { snapshotsById } from './replay/snapshots-by-id';
export { type SnapshotPages, SnapshotSource } from './replay/snapshot-source';
export { watchOf, WatchesEvents } from './watches';
export { durablesOf, durablesOfClass } from './wiring';
