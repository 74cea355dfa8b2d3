import { z } from 'zod';

/** A password to check. */
export const passwordField = z.string().min(1).max(128).meta({ example: 'Kigali by early bus' });

/** A password to set. */
export const newPasswordField = z
  .string()
  .min(8)
  .max(128)
  .meta({ example: 'Nairobi by night train' });

/** The new password again, typed a second time. */
export const confirmationField = z.string().max(128).meta({ example: 'Nairobi by night train' });
