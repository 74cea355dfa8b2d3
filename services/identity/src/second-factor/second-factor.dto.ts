import { z } from 'zod';
import { loginResponse } from '../login/auth.dto';

/** Of the app, or from paper. */
export const codeField = z.string().min(6).max(20);

export const confirmBody = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'has six digits') });
export type ConfirmBody = z.infer<typeof confirmBody>;

export const finishLoginBody = z.strictObject({
  challenge_token: z.string().min(1).max(128),
  code: codeField,
});
export type FinishLoginBody = z.infer<typeof finishLoginBody>;
export const finishLoginResponse = loginResponse;

export const secondFactorResponse = z.object({
  enabled: z.boolean(),
  enabled_at: z.iso.datetime().nullable(),
  recovery_codes_left: z.number().int(),
});

export const enrolmentResponse = z.object({
  secret: z.string().describe('base32, for typing it in'),
  otpauth_uri: z.string().describe('For a QR code'),
});

export const recoveryCodesResponse = z.object({
  recovery_codes: z
    .array(z.string())
    .describe('Each takes the place of the app once; they are not shown again'),
});
