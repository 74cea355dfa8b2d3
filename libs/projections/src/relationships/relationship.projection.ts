import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Type } from '@nestjs/common';
import {
  FriendRequestCancelledSchema,
  FriendRequestDeclinedSchema,
  FriendRequestSentSchema,
  type Friendship,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  FriendshipStatus,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

const friendshipEvents = [
  FriendRequestSentSchema,
  FriendRequestDeclinedSchema,
  FriendRequestCancelledSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
] as const;

const statusNames: Readonly<Partial<Record<FriendshipStatus, string>>> = {
  [FriendshipStatus.PENDING]: 'pending',
  [FriendshipStatus.ACCEPTED]: 'accepted',
  [FriendshipStatus.DECLINED]: 'declined',
  [FriendshipStatus.ENDED]: 'ended',
  [FriendshipStatus.CANCELLED]: 'cancelled',
};

/** Keeps `relationships` in step with social-graph. The durable differs per service, hence a class made per module. */
export function relationshipProjection(durable: string): Type {
  @Consumer()
  class RelationshipProjection {
    @OnEvent(friendshipEvents, { durable })
    async project(
      event: ReceivedEvent<(typeof friendshipEvents)[number]>,
      context: ConsumerContext,
    ): Promise<void> {
      await upsert(event.data.friendship, event.entityVersion, context);
    }
  }
  return RelationshipProjection;
}

/** An older version never overwrites a newer one, so order and repetition of events do not matter. */
async function upsert(
  friendship: Friendship | undefined,
  version: bigint,
  { tx }: ConsumerContext,
): Promise<void> {
  const status = friendship && statusNames[friendship.status];
  if (!friendship || !status) throw new Error('the event carries no friendship of a known status');
  const { requesterId, addresseeId, acceptedAt } = friendship;
  const [low, high] =
    requesterId < addresseeId ? [requesterId, addresseeId] : [addresseeId, requesterId];
  const since = status === 'accepted' && acceptedAt ? timestampDate(acceptedAt) : null;
  await tx.sql.execute(
    'relationship_upsert',
    `INSERT INTO relationships AS known (user_low, user_high, status, since, version)
    VALUES ($1::uuid, $2::uuid, $3, $4, $5)
    ON CONFLICT (user_low, user_high) DO UPDATE
      SET status = excluded.status, since = excluded.since, version = excluded.version
      WHERE known.version < excluded.version`,
    [low, high, status, since, version],
  );
}
