import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ParticipantRole } from '../generated/prisma/enums';

/** The role of a user in a goal. A participant who has left is a stranger again. */
export type Role = ParticipantRole | 'stranger';

export type GoalAction =
  | 'see'
  | 'join'
  | 'see-contributions'
  | 'contribute'
  | 'correct'
  | 'rest'
  | 'leave'
  | 'remind'
  | 'manage';

const everyParticipant: readonly Role[] = ['creator', 'member', 'supporter', 'viewer'];

const allowedRoles: Record<GoalAction, readonly Role[]> = {
  see: everyParticipant,
  join: everyParticipant,
  'see-contributions': everyParticipant,
  contribute: ['creator', 'member', 'supporter'],
  correct: ['creator', 'member', 'supporter'],
  rest: ['creator', 'member'],
  leave: everyParticipant,
  remind: everyParticipant,
  manage: ['creator'],
};

export function roleOf(
  goal: { participants: readonly { userId: string; role: ParticipantRole }[] },
  userId: string,
): Role {
  return goal.participants.find((participant) => participant.userId === userId)?.role ?? 'stranger';
}

/** A stranger may only see and join a public goal; a private goal does not exist for a stranger. */
export function decideAccess(action: GoalAction, role: Role, isPublic: boolean): Permission {
  if (allowedRoles[action].includes(role)) return allow;
  if (role !== 'stranger') return refuse(errors.PERMISSION_DENIED);
  if (!isPublic) return refuse(errors.GOAL_NOT_FOUND);

  return action === 'see' || action === 'join' ? allow : refuse(errors.PERMISSION_DENIED);
}
