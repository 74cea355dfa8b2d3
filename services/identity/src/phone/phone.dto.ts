import { z } from 'zod';

export const verifyPhoneBody = z.strictObject({
  id_token: z
    .string()
    .min(1)
    .max(8192)
    .describe('Of Firebase, not older than ten minutes since the code was typed'),
});
export type VerifyPhoneBody = z.infer<typeof verifyPhoneBody>;

export const phoneResponse = z.object({
  verified: z.boolean(),
  verified_at: z.iso.datetime().nullable(),
  discoverable_by_phone: z
    .boolean()
    .describe('The privacy setting; it counts once a number is verified'),
});
export type PhoneResponse = z.infer<typeof phoneResponse>;
