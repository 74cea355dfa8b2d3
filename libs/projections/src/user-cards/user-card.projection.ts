import type { Type } from '@nestjs/common';
import { type UserCard, UserRegisteredSchema, UserSnapshottedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

type UserEvent = ReceivedEvent<typeof UserRegisteredSchema | typeof UserSnapshottedSchema>;

/** Keeps `user_cards` in step with identity. The durable differs per service, hence a class made per module. */
export function userCardProjection(durable: string): Type {
  @Consumer()
  class UserCardProjection {
    @OnEvent([UserRegisteredSchema, UserSnapshottedSchema], { durable })
    async project(event: UserEvent, context: ConsumerContext): Promise<void> {
      const isActive = event.is(UserRegisteredSchema) || event.data.isActive;
      await upsert(event.data.user, isActive, event.entityVersion, context);
    }
  }
  return UserCardProjection;
}

/** An older version never overwrites a newer one, so order and repetition of events do not matter. */
async function upsert(
  user: UserCard | undefined,
  isActive: boolean,
  version: bigint,
  { tx }: ConsumerContext,
): Promise<void> {
  if (!user) throw new Error('the event carries no user');
  await tx.$executeRaw`
    INSERT INTO user_cards AS known (user_id, username, full_name, profile_image_url, is_active, version)
    VALUES (${user.id}::uuid, ${user.username}, ${user.fullName}, ${user.profileImageUrl ?? null}, ${isActive}, ${version})
    ON CONFLICT (user_id) DO UPDATE
      SET username = excluded.username, full_name = excluded.full_name, profile_image_url = excluded.profile_image_url,
          is_active = excluded.is_active, version = excluded.version
      WHERE known.version < excluded.version`;
}
