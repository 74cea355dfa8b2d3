import { z } from 'zod';
import { emailField } from '../account/account.dto';

const linkToken = z.string().min(1).max(128);

export const mailRequestBody = z.strictObject({ email: emailField });
export type MailRequestBody = z.infer<typeof mailRequestBody>;

export const verifyEmailBody = z.strictObject({ token: linkToken });
export type VerifyEmailBody = z.infer<typeof verifyEmailBody>;

export const verifyEmailResponse = z.object({ email: z.string(), email_verified: z.literal(true) });

export const resetPasswordBody = z.strictObject({
  token: linkToken,
  new_password: z.string().min(8).max(128),
  confirm_password: z.string().max(128),
});
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
