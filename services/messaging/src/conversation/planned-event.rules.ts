import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { PlannedEvent } from './conversation.writes';

/** The event in a request. Omitted fields stay unchanged, and null clears one. */
export interface EventFields {
  readonly starts_at?: string | undefined;
  readonly ends_at?: string | null | undefined;
  readonly place?: string | null | undefined;
}

/** Decides the time and the place of an event that is new, or changes. */
export function decideEvent(
  current: PlannedEvent | undefined,
  { starts_at, ends_at, place }: EventFields,
): Decision<PlannedEvent> {
  const startsAt = starts_at === undefined ? current?.startsAt : new Date(starts_at);
  if (!startsAt) return refuse(errors.CONVERSATION_NOT_EVENT);
  const endsAt = ends_at === undefined ? (current?.endsAt ?? null) : timeOf(ends_at);
  if (endsAt && endsAt <= startsAt) return refuse(errors.EVENT_TIME_INVALID);

  const planned = {
    startsAt,
    endsAt,
    place: place === undefined ? (current?.place ?? null) : place,
  };

  return current && isSame(current, planned) ? keep : change(planned);
}

function timeOf(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}

function isSame(one: PlannedEvent, other: PlannedEvent): boolean {
  return (
    one.startsAt.getTime() === other.startsAt.getTime() &&
    one.endsAt?.getTime() === other.endsAt?.getTime() &&
    one.place === other.place
  );
}
