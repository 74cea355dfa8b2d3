import { UserRegisteredSchema, UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';

const userEvents = [UserRegisteredSchema, UserUpdatedSchema, UserSnapshottedSchema] as const;

/** Which users share their activities with friends. Users without a row do, which is the default of the setting. */
@Consumer()
export class ActivitySettingProjection {
  @OnEvent([...userEvents], { durable: 'feed-activity-settings-v1' })
  async project(
    { entityId, entityVersion, data }: ReceivedEvent<(typeof userEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (!data.privacy) return;

    await tx.sql.execute(
      'activity_setting_upsert',
      `INSERT INTO activity_settings AS known (user_id, is_shared, version) VALUES ($1::uuid, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET is_shared = excluded.is_shared, version = excluded.version
        WHERE known.version < excluded.version`,
      [entityId, data.privacy.shareActivityWithFriends, entityVersion],
    );
  }
}
