import {
  UserErasedSchema,
  UserRegisteredSchema,
  UserSnapshottedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';

const userStates = [UserRegisteredSchema, UserUpdatedSchema, UserSnapshottedSchema] as const;
const userEvents = [...userStates, UserErasedSchema] as const;

/** Keeps the quiet hours of users who have set any. */
@Consumer()
export class QuietHoursProjection {
  @OnEvent(userEvents, { durable: 'notifications-quiet-hours-v1' })
  async project(
    event: ReceivedEvent<(typeof userEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { entityId, entityVersion } = event;

    if (event.is(UserErasedSchema)) {
      await tx.quietHours.deleteMany({ where: { userId: entityId } });
      return;
    }

    const { locale } = event.data;
    const hours = locale?.quietHours;
    if (!locale || !hours) return;

    // An older event never overwrites a newer one.
    await tx.sql.execute(
      'quiet_hours_upsert',
      `INSERT INTO quiet_hours AS known (user_id, timezone, is_enabled, start_minute, end_minute, version)
       VALUES ($1::uuid, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id) DO UPDATE
         SET timezone = excluded.timezone, is_enabled = excluded.is_enabled, start_minute = excluded.start_minute,
             end_minute = excluded.end_minute, version = excluded.version
       WHERE known.version < excluded.version`,
      [
        entityId,
        locale.timezone || 'UTC',
        hours.enabled,
        hours.startMinute,
        hours.endMinute,
        entityVersion,
      ],
    );
  }
}
