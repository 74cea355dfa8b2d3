import { z } from 'zod';
import { emailField } from '../account/account-fields';
import { linkTokenField } from '../mail/mail-fields';
import { confirmationField, newPasswordField } from '../password/password-fields';

export const mailRequestBody = z.strictObject({ email: emailField });
export type MailRequestBody = z.infer<typeof mailRequestBody>;

export const verifyEmailBody = z.strictObject({ token: linkTokenField });
export type VerifyEmailBody = z.infer<typeof verifyEmailBody>;

export const verifyEmailResponse = z.object({ email: z.string(), email_verified: z.literal(true) });

export const resetPasswordBody = z.strictObject({
  token: linkTokenField,
  new_password: newPasswordField,
  confirm_password: confirmationField,
});
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
