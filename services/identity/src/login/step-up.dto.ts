import { z } from 'zod';
import { assertionField } from '../passkey/passkey.dto';

export const stepUpBody = z
  .strictObject({
    password: z.string().min(1).max(128).optional(),
    passkey: assertionField.optional(),
    code: z
      .string()
      .min(6)
      .max(20)
      .optional()
      .describe('Of the authenticator app, or a recovery code'),
  })
  .refine((ways) => Object.values(ways).length === 1, 'takes one of password, code and passkey');
export type StepUpBody = z.infer<typeof stepUpBody>;

export const stepUpResponse = z.object({ recent_until: z.iso.datetime() });
