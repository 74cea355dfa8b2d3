import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/**
 * The relation of a user to a system: its owner, an active partner of the owner who may see it, a participant of the
 * goal that it belongs to, or a stranger.
 */
export type SystemRole = 'owner' | 'partner' | 'participant' | 'stranger';

export type SystemAction = 'see' | 'see-checkins' | 'manage' | 'check-in' | 'verify';

const allowedRoles: Record<SystemAction, readonly SystemRole[]> = {
  see: ['owner', 'partner', 'participant'],
  'see-checkins': ['owner', 'partner'],
  manage: ['owner'],
  'check-in': ['owner'],
  verify: ['partner'],
};

/** A system does not exist for a stranger. */
export function decideSystemAccess(action: SystemAction, role: SystemRole): Permission {
  if (allowedRoles[action].includes(role)) return allow;

  return refuse(role === 'stranger' ? errors.SYSTEM_NOT_FOUND : errors.PERMISSION_DENIED);
}
