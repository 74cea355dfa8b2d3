import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { weaknessOf } from './password.rules';

export interface NewPassword {
  /** Its field in the request. */
  readonly field: string;
  readonly password: string;
  readonly confirmation: string;
  /** What an attacker knows of the person. */
  readonly about: readonly string[];
}

/** @throws AppError PASSWORDS_DIFFER, PASSWORD_TOO_WEAK with the reason */
export function requireGoodPassword({ field, password, confirmation, about }: NewPassword): void {
  if (password !== confirmation) {
    throw new AppError(errors.PASSWORDS_DIFFER, {
      errors: [{ pointer: '/confirm_password', message: `differs from ${field}` }],
    });
  }
  const weakness = weaknessOf(password, about);
  if (weakness) {
    throw new AppError(errors.PASSWORD_TOO_WEAK, {
      detail: weakness,
      errors: [{ pointer: `/${field}`, message: weakness }],
    });
  }
}
