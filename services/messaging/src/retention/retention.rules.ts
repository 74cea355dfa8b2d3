import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { isGroup } from '../access/conversation-access.rules';
import type { Membership } from '../access/conversation.queries';
import { decideTeamRight } from '../access/team-roles.rules';
import { errors } from '../errors';

type Actor = Pick<Membership, 'kind' | 'role' | 'team'>;

/**
 * Decides a change of the retention: by the owner of a group, and in a channel by members who may create channels. A direct
 * conversation keeps its messages, because one of its users would erase those of the other.
 *
 * @param days null keeps messages for ever
 */
export function decideRetention(
  { kind, role, team }: Actor,
  current: number | null,
  days: number | null,
): Decision<{ days: number | null }> {
  const isAllowed = team
    ? decideTeamRight(team.role, 'create').kind === 'keep'
    : isGroup(kind) && role === 'owner';
  if (!isAllowed) return refuse(errors.PERMISSION_DENIED);

  return days === current ? keep : change({ days });
}
