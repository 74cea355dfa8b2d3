import {
  allow,
  change,
  dayMs,
  type Decision,
  keep,
  type Permission,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';

const weekMs = 7 * dayMs;

/** Decides whether a reflection can be about a day: today or one of the seven days before. Dates are midnight UTC. */
export function decideReflectionDate(date: Date, today: Date): Permission {
  const ageMs = today.getTime() - date.getTime();
  return ageMs >= 0 && ageMs <= weekMs ? allow : refuse(errors.REFLECTION_DATE_INVALID);
}

export interface ReflectionContent {
  readonly content: string;
  readonly sharedWithPartner: boolean;
}

interface CurrentReflection extends ReflectionContent {
  /** Set when a moderator has withheld it. */
  readonly withheldAt: Date | null;
}

/**
 * Decides a change by the author. Without a new value, the reflection stays shared or not. A withheld reflection cannot be
 * shared.
 */
export function decideReflectionChange(
  current: CurrentReflection,
  requested: { content: string; shared_with_partner?: boolean | undefined },
): Decision<ReflectionContent> {
  const { content, shared_with_partner: sharedWithPartner = current.sharedWithPartner } = requested;
  if (sharedWithPartner && current.withheldAt) return refuse(errors.REFLECTION_WITHHELD);
  if (content === current.content && sharedWithPartner === current.sharedWithPartner) return keep;

  return change({ content, sharedWithPartner });
}
