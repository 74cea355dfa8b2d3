import type {
  LocationEnded,
  LocationPosition,
  LocationShareRequest,
  LocationStarted,
  LocationUpdate,
} from '@tribe/contracts';

/** That a user shares the location of one device, with single friends or in a conversation. Times are in milliseconds. */
export interface LocationShare {
  readonly id: string;
  readonly userId: string;
  /** The session of the device, which alone may report positions. */
  readonly sessionId: string;
  readonly conversationId: string | null;
  /** Empty in a conversation. */
  readonly friendIds: readonly string[];
  readonly startedAt: number;
  readonly endsAt: number;
  /** When the right to share was last confirmed; undefined until it is confirmed once. Then nobody sees the share. */
  readonly confirmedAt: number | undefined;
}

export interface StoredPosition extends LocationPosition {
  /** In milliseconds. */
  readonly at: number;
}

/** The times of a share, and the user who asks for it. */
export interface ShareInit {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly now: number;
}

export function newShare(init: ShareInit, request: LocationShareRequest): LocationShare {
  const { now, ...share } = init;
  const inConversation = 'conversation_id' in request;

  return {
    ...share,
    conversationId: inConversation ? request.conversation_id : null,
    friendIds: inConversation ? [] : [...new Set(request.friend_ids)],
    startedAt: now,
    endsAt: now + request.duration_seconds * 1_000,
    confirmedAt: undefined,
  };
}

export function isVisible({ confirmedAt, endsAt }: LocationShare, now: number): boolean {
  return confirmedAt !== undefined && endsAt > now;
}

/** Returns whether a user is meant to see a share. Blocks are not considered. */
export function isMeantFor(
  { conversationId, friendIds }: LocationShare,
  userId: string,
  participatesIn: (conversationId: string) => boolean,
): boolean {
  return conversationId === null ? friendIds.includes(userId) : participatesIn(conversationId);
}

export function locationStarted(share: LocationShare): LocationStarted {
  return {
    ...locationEnded(share),
    started_at: new Date(share.startedAt).toISOString(),
    ends_at: new Date(share.endsAt).toISOString(),
  };
}

/** @param ttlMs how long a position counts */
export function locationUpdate(
  share: LocationShare,
  { at, lat, lng, accuracy }: StoredPosition,
  ttlMs: number,
): LocationUpdate {
  return {
    ...locationEnded(share),
    lat,
    lng,
    accuracy,
    updated_at: new Date(at).toISOString(),
    expires_at: new Date(Math.min(at + ttlMs, share.endsAt)).toISOString(),
    ends_at: new Date(share.endsAt).toISOString(),
  };
}

export function locationEnded({ id, userId, conversationId }: LocationShare): LocationEnded {
  return { share_id: id, user_id: userId, conversation_id: conversationId };
}
