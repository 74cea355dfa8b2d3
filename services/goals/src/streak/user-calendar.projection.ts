import {
  UserErasedSchema,
  UserRegisteredSchema,
  UserSnapshottedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { followZone } from '../reminder/reminder-plan';
import {
  deleteCalendar,
  dropCheckpointsOfUser,
  insertCalendarChange,
  lockSystemsOf,
  moveCheckIns,
} from './user-calendar.queries';

const durable = 'goals-user-calendars-v1';
const userStates = [UserRegisteredSchema, UserUpdatedSchema, UserSnapshottedSchema] as const;
const userEvents = [...userStates, UserErasedSchema] as const;
type UserState = ReceivedEvent<(typeof userStates)[number]>;
type UserEvent = ReceivedEvent<(typeof userEvents)[number]>;

/**
 * Keeps the history of the settings that decide which date it is for a user. A change that arrives late moves the check-ins
 * that were recorded in the meantime to their dates, and their streaks are counted again. Reminders follow the new zone.
 */
@Consumer()
export class UserCalendarProjection {
  constructor(private readonly clock: Clock) {}

  @OnEvent(userEvents, { durable })
  async project(event: UserEvent, context: ConsumerContext<Tx>): Promise<void> {
    if (event.is(UserErasedSchema)) await deleteCalendar(context.tx.sql, event.entityId);
    else await this.store(event, context);
  }

  private async store(event: UserState, { tx }: ConsumerContext<Tx>): Promise<void> {
    const { locale, user } = event.data;
    if (!user) throw new Error('the event carries no user');

    const change = {
      userId: user.id,
      version: event.entityVersion,
      effectiveAt: event.occurredAt,
      timezone: locale?.timezone || 'UTC',
      dayStartsAtMinute: locale?.timezone ? locale.dayStartsAtMinute : 0,
    };

    if (!(await insertCalendarChange(tx.sql, change))) return;
    await lockSystemsOf(tx.sql, user.id);
    await moveCheckIns(tx.sql, user.id, event.occurredAt);
    await dropCheckpointsOfUser(tx.sql, user.id, event.occurredAt);
    await followZone(tx.sql, user.id, this.clock.now());
  }
}
