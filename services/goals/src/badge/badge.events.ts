import { BadgeDeclinedSchema, BadgeProposedSchema, BadgeSignedSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { BadgeRow } from './badge.queries';

export function badgeProposed(row: BadgeRow): NewEvent {
  return eventOf(BadgeProposedSchema, { ...entity(row), data: { badge: messageOf(row) } });
}

export function badgeSigned(row: BadgeRow): NewEvent {
  return eventOf(BadgeSignedSchema, { ...entity(row), data: { badge: messageOf(row) } });
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
