import { type Goal, GoalStatus, ParticipantRole } from '@tribe/contracts';

const achieverRoles: ReadonlySet<ParticipantRole> = new Set([
  ParticipantRole.CREATOR,
  ParticipantRole.MEMBER,
]);

/** The users who achieved a goal: the creator and the members of a completed goal, not its supporters and viewers. */
export function achieversOf(goal: Pick<Goal, 'status' | 'participants'>): string[] {
  if (goal.status !== GoalStatus.COMPLETED) return [];
  return goal.participants
    .filter(({ role }) => achieverRoles.has(role))
    .map(({ userId }) => userId);
}
