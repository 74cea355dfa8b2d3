import type { Sight } from '@tribe/projections';
import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

export type ProfileAction = 'see-card' | 'see-profile';

/** A profile that the viewer may not see does not exist for the viewer. */
export function decideProfileAccess(action: ProfileAction, sight: Sight): Permission {
  if (sight === 'profile') return allow;
  return action === 'see-card' && sight === 'card' ? allow : refuse(errors.USER_NOT_FOUND);
}
