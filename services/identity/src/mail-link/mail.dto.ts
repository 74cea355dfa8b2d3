import { z } from 'zod';
import { emailField } from '../account/account-fields';
import { linkTokenField } from '../mail/mail-fields';
import { confirmationField, newPasswordField } from '../password/password-fields';

export const mailRequestBody = z
  .strictObject({ email: emailField })
  .meta({ id: 'SendMailRequest' });
export type MailRequestBody = z.infer<typeof mailRequestBody>;

export const verifyEmailBody = z
  .strictObject({ token: linkTokenField })
  .meta({ id: 'VerifyEmailRequest' });
export type VerifyEmailBody = z.infer<typeof verifyEmailBody>;

export const verifyEmailResponse = z
  .object({
    email: z.string().meta({ example: 'clarie@example.com' }),
    email_verified: z.literal(true),
  })
  .meta({ id: 'VerifiedEmail' });

export const resetPasswordBody = z
  .strictObject({
    token: linkTokenField,
    new_password: newPasswordField,
    confirm_password: confirmationField,
  })
  .meta({ id: 'ResetPasswordRequest' });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
