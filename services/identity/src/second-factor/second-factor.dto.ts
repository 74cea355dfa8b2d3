import { opaqueField } from '@tribe/service-kit';
import { z } from 'zod';
import { plainCode, plainTypedCode, plainTypedDigits } from './typed-code.rules';

/** A code as it is typed, with the spaces and dashes that make it readable. */
const typedCode = opaqueField(64).transform(plainCode);

/** A code of an authenticator app, or a recovery code. */
export const codeField = typedCode
  .pipe(opaqueField(20).min(6))
  .meta({ pattern: plainTypedCode.source, example: '123456' });

export const confirmBody = z
  .strictObject({
    code: typedCode
      .pipe(z.string().regex(/^\d{6}$/, 'has six digits'))
      .meta({ pattern: plainTypedDigits.source, example: '123456' }),
  })
  .meta({ id: 'ConfirmSecondFactorRequest' });
export type ConfirmBody = z.infer<typeof confirmBody>;

export const finishLoginBody = z
  .strictObject({
    challenge_token: opaqueField(128)
      .min(1)
      .describe('The `challenge_token` of SECOND_FACTOR_REQUIRED')
      .meta({ example: 'Yq7bT0xLr2ZfUe5kWn8vHs3aCdPm6iJg9oKuB1tEwQc' }),
    code: codeField,
  })
  .meta({ id: 'FinishLoginRequest' });
export type FinishLoginBody = z.infer<typeof finishLoginBody>;

export const secondFactorResponse = z
  .object({
    enabled: z.boolean(),
    enabled_at: z.iso.datetime().nullable(),
    recovery_codes_left: z.int().meta({ example: 10 }),
  })
  .meta({ id: 'SecondFactor' });

export const enrolmentResponse = z
  .object({
    secret: z
      .string()
      .describe('In base32, for manual entry')
      .meta({ example: 'JBSWY3DPEHPK3PXP' }),
    otpauth_uri: z.string().describe('The content of the QR code').meta({
      example: 'otpauth://totp/Tribe:clarie%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Tribe',
    }),
  })
  .meta({ id: 'SecondFactorEnrolment' });

export const recoveryCodesResponse = z
  .object({
    recovery_codes: z
      .array(z.string())
      .describe('Each code replaces a code of the app once. The codes are not shown again.')
      .meta({ example: ['K7QM-2XRA-9PWD'] }),
  })
  .meta({ id: 'RecoveryCodes' });
