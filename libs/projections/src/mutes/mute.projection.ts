import type { Type } from '@nestjs/common';
import {
  type Mute,
  MuteSnapshottedSchema,
  UserMutedSchema,
  UserUnmutedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

const muteEvents = [UserMutedSchema, UserUnmutedSchema, MuteSnapshottedSchema] as const;

/** Keeps `mutes` in step with social-graph. The durable differs per service, hence a class made per module. */
export function muteProjection(durable: string): Type {
  @Consumer()
  class MuteProjection {
    @OnEvent(muteEvents, { durable })
    async project(
      event: ReceivedEvent<(typeof muteEvents)[number]>,
      context: ConsumerContext,
    ): Promise<void> {
      const isActive = event.is(MuteSnapshottedSchema)
        ? event.data.isActive
        : event.is(UserMutedSchema);
      await upsert(event.data.mute, isActive, event.entityVersion, context);
    }
  }
  return MuteProjection;
}

/** An older version never overwrites a newer one, so order and repetition of events do not matter. */
async function upsert(
  mute: Mute | undefined,
  isActive: boolean,
  version: bigint,
  { tx }: ConsumerContext,
): Promise<void> {
  if (!mute) throw new Error('the event carries no mute');
  await tx.sql.execute(
    'mute_upsert',
    `INSERT INTO mutes AS known (muter_id, muted_id, is_active, version)
    VALUES ($1::uuid, $2::uuid, $3, $4)
    ON CONFLICT (muter_id, muted_id) DO UPDATE
      SET is_active = excluded.is_active, version = excluded.version
      WHERE known.version < excluded.version`,
    [mute.muterId, mute.mutedId, isActive, version],
  );
}
