import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { decideTeamRight, type TeamRole } from '../access/team-roles.rules';
import { errors } from '../errors';

const mostYears = 2;

/**
 * Decides a change of the last day of the year, by a member who may create channels. To users who are not members, the team
 * does not exist.
 *
 * @param current the present last day; null without one
 */
export function decideYear(
  role: TeamRole | undefined,
  { current, chosen, now }: { current: string | null; chosen: string | null; now: Date },
): Decision<{ yearEndsOn: string | null }> {
  if (role === undefined) return refuse(errors.TEAM_NOT_FOUND);
  const right = decideTeamRight(role, 'create');
  if (right.kind === 'refuse') return right;
  if (chosen === current) return keep;
  if (chosen !== null && !isNear(chosen, now)) return refuse(errors.YEAR_END_INVALID);

  return change({ yearEndsOn: chosen });
}

function isNear(day: string, now: Date): boolean {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + mostYears);

  return day >= dateOf(now) && day <= dateOf(latest);
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
