import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  CheckInFrequency as Frequency,
  PartnershipActivatedSchema,
  PartnershipDeclinedSchema,
  PartnershipDissolvedSchema,
  PartnershipExpiredSchema,
  PartnershipInvitedSchema,
  PartnershipKind as Kind,
  PartnershipPausedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus as Status,
  PartnershipUpdatedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { PartnershipRow } from './partnership.queries';
import type { CheckInFrequency, PartnershipKind, PartnershipStatus } from './partnership.rules';

const kinds: Readonly<Record<PartnershipKind, Kind>> = {
  duo: Kind.DUO,
  accountability: Kind.ACCOUNTABILITY,
};

const frequencies: Readonly<Record<CheckInFrequency, Frequency>> = {
  daily: Frequency.DAILY,
  weekly: Frequency.WEEKLY,
};

const statuses: Readonly<Record<PartnershipStatus, Status>> = {
  pending_invite: Status.PENDING_INVITE,
  active: Status.ACTIVE,
  paused: Status.PAUSED,
  dissolved: Status.DISSOLVED,
  expired_invite: Status.EXPIRED_INVITE,
  declined: Status.DECLINED,
};

/** Carries neither the address nor the token: the service that sends the mail asks for them. */
export function partnershipInvited(row: PartnershipRow, inviter: UserCard): NewEvent {
  const { invitationId, inviteByEmail: byEmail } = row;
  return eventOf(PartnershipInvitedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row), inviter, invitationId, byEmail },
  });
}

export function partnershipActivated(row: PartnershipRow, acceptedBy: UserCard): NewEvent {
  return eventOf(PartnershipActivatedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row), acceptedBy },
  });
}

export function partnershipDeclined(row: PartnershipRow): NewEvent {
  return eventOf(PartnershipDeclinedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row) },
  });
}

export function partnershipExpired(row: PartnershipRow): NewEvent {
  return eventOf(PartnershipExpiredSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row) },
  });
}

export function partnershipPaused(row: PartnershipRow, pausedBy: string): NewEvent {
  return eventOf(PartnershipPausedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row), pausedBy },
  });
}

export function partnershipResumed(row: PartnershipRow, resumedBy: string): NewEvent {
  return eventOf(PartnershipResumedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row), resumedBy },
  });
}

export function partnershipUpdated(row: PartnershipRow, updatedBy: string): NewEvent {
  return eventOf(PartnershipUpdatedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row), updatedBy },
  });
}

/** @param dissolvedBy undefined when the partner must not learn it */
export function partnershipDissolved(row: PartnershipRow, dissolvedBy?: UserCard): NewEvent {
  const data = { partnership: messageOf(row), ...(dissolvedBy && { dissolvedBy }) };
  return eventOf(PartnershipDissolvedSchema, { ...entityOf(row), data });
}

export function partnershipSnapshotted(row: PartnershipRow): NewEvent {
  return eventOf(PartnershipSnapshottedSchema, {
    ...entityOf(row),
    data: { partnership: messageOf(row) },
  });
}

function entityOf(row: PartnershipRow) {
  return { entityId: row.id, entityVersion: row.version };
}

function messageOf(row: PartnershipRow) {
  return {
    id: row.id,
    kind: kinds[row.kind],
    ...(row.name !== null && { name: row.name }),
    initiatorId: row.user1Id,
    ...(row.user2Id !== null && { partnerId: row.user2Id }),
    status: statuses[row.status],
    checkInFrequency: frequencies[row.checkInFrequency],
    createdAt: timestampFromDate(row.createdAt),
    ...(row.activatedAt && { activatedAt: timestampFromDate(row.activatedAt) }),
    ...(row.dissolvedAt && { dissolvedAt: timestampFromDate(row.dissolvedAt) }),
  };
}
