import { ReflectionUpdatedSchema, ReflectionWrittenSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { ReflectionRow } from './reflection.queries';

export function reflectionWritten(row: ReflectionRow): NewEvent {
  return eventOf(ReflectionWrittenSchema, contentOf(row));
}

export function reflectionUpdated(row: ReflectionRow): NewEvent {
  return eventOf(ReflectionUpdatedSchema, contentOf(row));
}

function contentOf({ id, userId, version, reflectionDate, sharedWithPartner }: ReflectionRow) {
  const reflection = { id, userId, localDate: reflectionDate, sharedWithPartner };
  return { entityId: id, entityVersion: version, data: { reflection } };
}
