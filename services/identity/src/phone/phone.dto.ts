import { z } from 'zod';
import { idTokenField } from '../id-token/id-token-fields';

export const verifyPhoneBody = z
  .strictObject({
    id_token: idTokenField.describe(
      'An ID token of Firebase phone authentication, at most ten minutes after the code was typed',
    ),
  })
  .meta({ id: 'VerifyPhoneRequest' });
export type VerifyPhoneBody = z.infer<typeof verifyPhoneBody>;

export const phoneResponse = z
  .object({
    verified: z.boolean(),
    verified_at: z.iso.datetime().nullable(),
    discoverable_by_phone: z
      .boolean()
      .describe('The privacy setting, which takes effect once a number is verified'),
  })
  .meta({ id: 'PhoneVerification' });
export type PhoneResponse = z.infer<typeof phoneResponse>;
