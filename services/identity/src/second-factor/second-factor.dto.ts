import { z } from 'zod';

/** A code of an authenticator app, or a recovery code. */
export const codeField = z.string().min(6).max(20);

export const confirmBody = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'has six digits') });
export type ConfirmBody = z.infer<typeof confirmBody>;

export const finishLoginBody = z.strictObject({
  challenge_token: z.string().min(1).max(128),
  code: codeField,
});
export type FinishLoginBody = z.infer<typeof finishLoginBody>;

export const secondFactorResponse = z.object({
  enabled: z.boolean(),
  enabled_at: z.iso.datetime().nullable(),
  recovery_codes_left: z.number().int(),
});

export const enrolmentResponse = z.object({
  secret: z.string().describe('In base32, to type in'),
  otpauth_uri: z.string().describe('To show as a QR code'),
});

export const recoveryCodesResponse = z.object({
  recovery_codes: z
    .array(z.string())
    .describe('Each works once in place of a code of the app. They are not shown again'),
});
