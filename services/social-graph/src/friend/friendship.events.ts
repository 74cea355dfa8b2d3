import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  FriendRequestCancelledSchema,
  FriendRequestDeclinedSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  FriendshipStatus as Status,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { FriendshipRow } from './friendship.queries';
import type { FriendshipStatus } from './friendship.rules';

const statuses: Readonly<Record<FriendshipStatus, Status>> = {
  pending: Status.PENDING,
  accepted: Status.ACCEPTED,
  declined: Status.DECLINED,
  ended: Status.ENDED,
  cancelled: Status.CANCELLED,
};

export function friendRequestSent(row: FriendshipRow, requester: UserCard): NewEvent {
  return eventOf(FriendRequestSentSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row), requester },
  });
}

export function friendRequestDeclined(row: FriendshipRow): NewEvent {
  return eventOf(FriendRequestDeclinedSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row) },
  });
}

export function friendRequestCancelled(row: FriendshipRow): NewEvent {
  return eventOf(FriendRequestCancelledSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row) },
  });
}

export function friendshipAccepted(row: FriendshipRow, addressee: UserCard): NewEvent {
  return eventOf(FriendshipAcceptedSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row), addressee },
  });
}

export function friendshipEnded(row: FriendshipRow, endedBy: string): NewEvent {
  return eventOf(FriendshipEndedSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row), endedBy },
  });
}

export function friendshipSnapshotted(row: FriendshipRow): NewEvent {
  return eventOf(FriendshipSnapshottedSchema, {
    ...entityOf(row),
    data: { friendship: messageOf(row) },
  });
}

function entityOf(row: FriendshipRow) {
  return { entityId: row.id, entityVersion: row.version };
}

function messageOf(row: FriendshipRow) {
  return {
    id: row.id,
    requesterId: row.requesterId,
    addresseeId: row.addresseeId,
    status: statuses[row.status],
    requestedAt: timestampFromDate(row.requestedAt),
    ...(row.acceptedAt && { acceptedAt: timestampFromDate(row.acceptedAt) }),
  };
}
