import { emailField } from '@tribe/service-kit';
import { z } from 'zod';
import { linkTokenField } from '../mail/mail-fields';
import { confirmationField, newPasswordField, passwordField } from '../password/password-fields';

export const mailRequestBody = z
  .strictObject({ email: emailField })
  .meta({ id: 'SendMailRequest' });
export type MailRequestBody = z.infer<typeof mailRequestBody>;

export const verifyEmailBody = z
  .strictObject({
    token: linkTokenField,
    password: passwordField
      .optional()
      .describe('The password of the account, for a request without an access token'),
  })
  .meta({ id: 'VerifyEmailRequest' });
export type VerifyEmailBody = z.infer<typeof verifyEmailBody>;

export const verifyEmailResponse = z
  .object({
    email: z.string().meta({ example: 'clarie@example.com' }),
    email_verified: z.literal(true),
    new_password_required: z
      .literal(true)
      .optional()
      .describe(
        'Present when the request had neither a session nor the password of the account: every session and login method was removed, and a mail with a link to set a new password was sent',
      ),
  })
  .meta({ id: 'VerifiedEmail' });
export type VerifiedEmailResponse = z.infer<typeof verifyEmailResponse>;

export const resetPasswordBody = z
  .strictObject({
    token: linkTokenField,
    new_password: newPasswordField,
    confirm_password: confirmationField,
  })
  .meta({ id: 'ResetPasswordRequest' });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;
