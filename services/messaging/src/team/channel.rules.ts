import { change, type Decision, refuse } from '@tribe/service-kit';
import { decideTeamRight, type TeamRole, visibleRolesOf } from '../access/team-roles.rules';
import { errors } from '../errors';
import type { CreateChannelBody } from './channel.dto';

/** Channels that a team can have. */
const maxChannels = 50;

/**
 * Decides whether a member creates a channel, and the roles that see it. To others, the team does not exist.
 *
 * @param present the number of channels of the team
 */
export function decideChannel(
  role: TeamRole | undefined,
  present: number,
  { visible_roles: chosen }: Pick<CreateChannelBody, 'visible_roles'>,
): Decision<{ visibleRoles: TeamRole[] | null }> {
  if (role === undefined) return refuse(errors.TEAM_NOT_FOUND);
  const right = decideTeamRight(role, 'create');
  if (right.kind === 'refuse') return right;
  if (present >= maxChannels) return refuse(errors.TOO_MANY_CHANNELS);

  return change({ visibleRoles: visibleRolesOf(chosen, role) });
}
