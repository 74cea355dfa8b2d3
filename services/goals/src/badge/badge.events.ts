import { BadgeDeclinedSchema, BadgeProposedSchema, BadgeSignedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { BadgeRow } from './badge.queries';

export function badgeProposed(row: BadgeRow, proposedBy: UserCard): NewEvent {
  const data = { badge: messageOf(row), proposedBy };
  return eventOf(BadgeProposedSchema, { ...entity(row), data });
}

export function badgeSigned(row: BadgeRow, signedBy: UserCard): NewEvent {
  const data = { badge: messageOf(row), signedBy };
  return eventOf(BadgeSignedSchema, { ...entity(row), data });
}

/** @param row with the version after the deletion */
export function badgeDeclined(row: Pick<BadgeRow, 'id' | 'version'>, declinedBy: string): NewEvent {
  const data = { badgeId: row.id, declinedBy };
  return eventOf(BadgeDeclinedSchema, { ...entity(row), data });
}

function entity({ id, version }: Pick<BadgeRow, 'id' | 'version'>) {
  return { entityId: id, entityVersion: version };
}

function messageOf({ id, ownerId, partnerId, commitment }: BadgeRow) {
  const { title, starts_on: startsOn, ends_on: endsOn } = commitment;
  return { id, ownerId, partnerId, title, startsOn, endsOn };
}
