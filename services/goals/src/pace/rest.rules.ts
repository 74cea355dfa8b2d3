import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Day } from '../streak/day.rules';

const longestRest = 366;

/** Decides whether a member can rest until a day. A rest that ended yesterday is no rest any more. */
export function decideRest(until: Day | null, today: Day): Permission {
  if (until === null || (until >= today - 1 && until <= today + longestRest)) return allow;
  return refuse(errors.REST_INVALID, {
    errors: [{ pointer: '/until', message: 'is not between yesterday and a year from today' }],
  });
}
