import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  CheckInDeletedSchema,
  CheckInQueriedSchema,
  CheckInRecordedSchema,
  CheckInStatus,
  CheckInUpdatedSchema,
  CheckInVerifiedSchema,
  VerificationRequestedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type * as db from '../generated/prisma/enums';
import { systemMessage } from '../system/system.events';
import type { System } from '../system/system.queries';
import type { CheckinRow } from './checkin.queries';

const statuses: Record<db.CheckinStatus, CheckInStatus> = {
  completed: CheckInStatus.COMPLETED,
  skipped: CheckInStatus.SKIPPED,
  pending_verification: CheckInStatus.PENDING_VERIFICATION,
  verified_completed: CheckInStatus.VERIFIED_COMPLETED,
  queried_by_partner: CheckInStatus.QUERIED_BY_PARTNER,
};

/** A check-in and its system. */
export interface CheckinOfSystem {
  readonly row: CheckinRow;
  readonly system: System;
}

/** @param partnerIds the active partners of the user who see the system */
export function checkInRecorded(
  { row, system }: CheckinOfSystem,
  user: UserCard,
  partnerIds: string[],
): NewEvent {
  const data = { checkIn: messageOf(row, system), user, partnerIds };
  return eventOf(CheckInRecordedSchema, { ...entity(row), data });
}

export function checkInUpdated({ row, system }: CheckinOfSystem): NewEvent {
  return eventOf(CheckInUpdatedSchema, {
    ...entity(row),
    data: { checkIn: messageOf(row, system) },
  });
}

export function checkInDeleted(row: CheckinRow): NewEvent {
  const data = { checkInId: row.id, systemId: row.systemId, userId: row.userId };
  return eventOf(CheckInDeletedSchema, { ...entity(row), data });
}

export function verificationRequested(
  { row, system }: CheckinOfSystem,
  user: UserCard,
  partnerIds: string[],
): NewEvent {
  const isAnswer = row.queryAnswer !== null;
  const data = { checkIn: messageOf(row, system), user, partnerIds, isAnswer };
  return eventOf(VerificationRequestedSchema, { ...entity(row), data });
}

export function checkInVerified({ row, system }: CheckinOfSystem, verifiedBy: UserCard): NewEvent {
  const data = { checkIn: messageOf(row, system), verifiedBy };
  return eventOf(CheckInVerifiedSchema, { ...entity(row), data });
}

export function checkInQueried({ row, system }: CheckinOfSystem, queriedBy: UserCard): NewEvent {
  const data = { checkIn: messageOf(row, system), queriedBy, question: row.verifierQuery ?? '' };
  return eventOf(CheckInQueriedSchema, { ...entity(row), data });
}

function entity({ id, version }: CheckinRow) {
  return { entityId: id, entityVersion: version };
}

function messageOf(row: CheckinRow, system: System) {
  return {
    id: row.id,
    system: systemMessage(system),
    status: statuses[row.status],
    checkedInAt: timestampFromDate(row.checkedInAt),
    localDate: row.localDate,
    value: row.metricValueLogged ?? undefined,
  };
}
