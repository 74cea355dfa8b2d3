import { type Goal, GoalStatus, ParticipantRole } from '@tribe/contracts';

const achieverRoles: ReadonlySet<ParticipantRole> = new Set([
  ParticipantRole.CREATOR,
  ParticipantRole.MEMBER,
]);

/** Who can call the goal achieved: creator and members of a completed one; supporters and viewers watched it. */
export function achieversOf(goal: Pick<Goal, 'status' | 'participants'>): string[] {
  if (goal.status !== GoalStatus.COMPLETED) return [];
  return goal.participants
    .filter(({ role }) => achieverRoles.has(role))
    .map(({ userId }) => userId);
}
