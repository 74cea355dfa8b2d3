import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

const weekMs = 7 * 86_400_000;

/** Decides whether a reflection can be about a day: today or one of the seven days before. Dates are midnight UTC. */
export function decideReflectionDate(date: Date, today: Date): Permission {
  const ageMs = today.getTime() - date.getTime();
  return ageMs >= 0 && ageMs <= weekMs ? allow : refuse(errors.REFLECTION_DATE_INVALID);
}
