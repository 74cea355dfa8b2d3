import { Injectable, Module } from '@nestjs/common';
import {
  GoalCompletedSchema,
  GoalCreatedSchema,
  GoalUpdatedSchema,
  NotificationCreatedSchema,
} from '@tribe/contracts';
import {
  baseConfig,
  Database,
  defineService,
  newId,
  type RunningService,
  type TransactionOf,
  Transactions,
} from '@tribe/service-kit';
import {
  Consumer,
  type ConsumerContext,
  eventOf,
  EventPublisher,
  eventsConfig,
  EventsModule,
  type NewEvent,
  OnEvent,
  type ReceivedEvent,
} from '..';
import { type Prisma, PrismaClient } from '../generated/prisma/client';

/** Two minimal services for the tests of this lib: goals publishes, notifications consumes. */

export type Tx = TransactionOf<Prisma.TransactionClient>;

@Injectable()
export class PrismaService extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}

const config = baseConfig.extend(eventsConfig.shape);

/** A hook of the handler. `misbehave` runs in its transaction before the effect is written, `afterwards` after it. */
export type Misbehaviour = (event: ReceivedEvent) => Promise<void> | void;

/** The hooks of all consumers of a test file. */
export const handling: { misbehave: Misbehaviour; afterwards: Misbehaviour } = {
  misbehave: () => undefined,
  afterwards: () => undefined,
};

/** Writes its effect as an event, so that the outbox of notifications is the log of all effects. */
@Consumer()
class OnGoalChangedConsumer {
  constructor(private readonly events: EventPublisher) {}

  @OnEvent([GoalCreatedSchema, GoalUpdatedSchema, GoalCompletedSchema], {
    durable: 'notifications-goals-v1',
  })
  async handle(event: ReceivedEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    await handling.misbehave(event);
    const data = {
      id: event.id,
      userId: newId(),
      notificationType: event.subject,
      title: String(event.entityVersion),
      message: '',
    };
    const { entityId, entityVersion } = event;
    await this.events.publish(
      tx,
      eventOf(NotificationCreatedSchema, { entityId, entityVersion, data }),
    );
    await handling.afterwards(event);
  }
}

@Module({ imports: [EventsModule] })
class GoalsModule {}

@Module({ imports: [EventsModule], controllers: [OnGoalChangedConsumer] })
class NotificationsModule {}

export const goals = defineService({
  name: 'goals',
  module: GoalsModule,
  config,
  prisma: PrismaService,
});
export const notifications = defineService({
  name: 'notifications',
  module: NotificationsModule,
  config,
  prisma: PrismaService,
});

export const schemas = [
  { name: 'goals', migrations: ['events'] },
  { name: 'notifications', migrations: ['events'] },
];

export function updateOf(goalId: string, version: number) {
  return eventOf(GoalUpdatedSchema, {
    entityId: goalId,
    entityVersion: version,
    data: { goal: { id: goalId }, updatedBy: 'brian' },
  });
}

/** Publishes one update of a goal in its own transaction. */
export function updateGoal(
  service: RunningService,
  goalId: string,
  version: number,
): Promise<void> {
  return publishAll(service, [updateOf(goalId, version)]);
}

/** Publishes events in one transaction. */
export function publishAll({ app }: RunningService, events: NewEvent[]): Promise<void> {
  return app
    .get<Transactions<Tx>>(Transactions)
    .run((tx) => app.get(EventPublisher).publish(tx, events));
}
