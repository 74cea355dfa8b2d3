import type { ParticipantRole } from '../generated/prisma/enums';

/** How somebody stands to a goal. Who has left is a stranger again. */
export type Standing = ParticipantRole | 'stranger';

export type GoalAction = 'see' | 'see-contributions' | 'contribute' | 'leave' | 'manage';

/**
 * - `allowed`: go on.
 * - `forbidden`: they know the goal and may not do this.
 * - `hidden`: for them the goal does not exist.
 */
export type AccessDecision = 'allowed' | 'forbidden' | 'hidden';

const everyParticipant: readonly Standing[] = ['creator', 'member', 'supporter', 'viewer'];

const allowed: Record<GoalAction, readonly Standing[]> = {
  see: everyParticipant,
  'see-contributions': everyParticipant,
  contribute: ['creator', 'member', 'supporter'],
  leave: everyParticipant,
  manage: ['creator'],
};

export function standingOf(
  goal: { participants: readonly { userId: string; role: ParticipantRole }[] },
  userId: string,
): Standing {
  return goal.participants.find((participant) => participant.userId === userId)?.role ?? 'stranger';
}

export function decideAccess(action: GoalAction, standing: Standing, isPublic: boolean): AccessDecision {
  if (allowed[action].includes(standing)) return 'allowed';
  if (standing !== 'stranger') return 'forbidden';
  if (!isPublic) return 'hidden';
  return action === 'see' ? 'allowed' : 'forbidden';
}
