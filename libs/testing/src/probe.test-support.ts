import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { NotificationCreatedSchema, UserRegisteredSchema } from '@tribe/contracts';
import {
  Consumer,
  type ConsumerContext,
  eventOf,
  EventPublisher,
  EventsModule,
  OnEvent,
  type ReceivedEvent,
} from '@tribe/events';
import { DueJob, DueJobs, JobsModule } from '@tribe/jobs';
import {
  baseConfig,
  type Caller,
  Clock,
  CurrentCaller,
  defineService,
  Endpoint,
  newId,
  type SqlTransaction,
} from '@tribe/service-kit';
import { z } from 'zod';
import { ProbePrisma } from './probe-prisma';

/** A test service with an endpoint, a consumer and a job, named after a service that may publish events. */

/** A hook that runs inside the consumer's transaction; set by tests. */
export const handling: { before: () => Promise<void> } = { before: async () => undefined };

/** Keys of the executed jobs. */
export const worked: string[] = [];

@Controller('api/v1/probe')
class ProbeController {
  @Get('me')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the caller',
    response: z.object({ user_id: z.string(), username: z.string() }),
  })
  getMe(@CurrentCaller() caller: Caller) {
    return { user_id: caller.userId, username: caller.username };
  }
}

/** Turns each registration into an event and a job, a chain for tests of `settled()`. */
@Consumer()
class OnUserRegisteredConsumer {
  constructor(
    private readonly events: EventPublisher,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  @OnEvent(UserRegisteredSchema, { durable: 'notifications-welcome-v1' })
  async handle(
    { data }: ReceivedEvent<typeof UserRegisteredSchema>,
    { tx }: ConsumerContext<SqlTransaction>,
  ): Promise<void> {
    await handling.before();
    const id = newId();
    const welcome = { id, userId: data.user?.id ?? '', title: data.user?.fullName ?? '' };
    await this.events.publish(
      tx,
      eventOf(NotificationCreatedSchema, { entityId: id, entityVersion: 1, data: welcome }),
    );
    await this.dueJobs.enqueue(tx, {
      kind: 'welcome-v1',
      key: welcome.userId,
      runAt: this.clock.now(),
      payload: null,
    });
  }
}

@Injectable()
class WelcomeJobs {
  @DueJob('welcome-v1')
  async welcome({ key }: { key: string }): Promise<void> {
    worked.push(key);
  }
}

@Module({
  imports: [EventsModule, JobsModule],
  controllers: [ProbeController, OnUserRegisteredConsumer],
  providers: [WelcomeJobs],
})
class ProbeModule {}

export const notifications = defineService({
  name: 'notifications',
  module: ProbeModule,
  config: baseConfig,
  prisma: ProbePrisma,
});
export const schemas = [{ name: 'notifications', migrations: ['service-kit', 'events', 'jobs'] }];
