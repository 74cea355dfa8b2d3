import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** The purpose of a challenge. An answer to a challenge of one purpose is refused for another. */
export type PasskeyPurpose = 'register' | 'log_in' | 'step_up';

/** More devices than a user has. */
export const maxPasskeys = 20;

/** Whether an account with so many passkeys may get another passkey. */
export function decideNewPasskey(count: number): Permission {
  return count >= maxPasskeys ? refuse(errors.PASSKEY_LIMIT_REACHED) : allow;
}
