import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { EmailVerificationService } from './email-verification.service';
import {
  type MailRequestBody,
  mailRequestBody,
  type ResetPasswordBody,
  resetPasswordBody,
  type VerifyEmailBody,
  verifyEmailBody,
  verifyEmailResponse,
} from './mail.dto';
import { PasswordResetService } from './password-reset.service';
import { RequestMailJob } from './request-mail.job';

/** What is done with mails: asked for by address, answered alike whether an account has it, and followed by their links. */
@Controller('api/v1/auth')
export class MailController {
  constructor(
    private readonly requests: RequestMailJob,
    private readonly verification: EmailVerificationService,
    private readonly resets: PasswordResetService,
  ) {}

  @Post('forgot-password')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Ask for a link to a new password',
    body: mailRequestBody,
    status: 202,
  })
  async forgotPassword(@Body() body: MailRequestBody) {
    await this.requests.enqueue('reset_password', body.email);
  }

  @Post('resend-verification')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Ask for another mail to verify an address',
    body: mailRequestBody,
    status: 202,
  })
  async resendVerification(@Body() body: MailRequestBody) {
    await this.requests.enqueue('verify_email', body.email);
  }

  @Post('verify-email')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Verify an address with the token of its mail',
    body: verifyEmailBody,
    response: verifyEmailResponse,
    errors: [errors.LINK_INVALID, errors.LINK_EXPIRED],
  })
  async verifyEmail(@Body() body: VerifyEmailBody) {
    return {
      email: await this.verification.verifyEmail(body.token),
      email_verified: true as const,
    };
  }

  @Post('reset-password')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Set a new password with the token of a mail; every session ends',
    body: resetPasswordBody,
    status: 204,
    errors: [
      errors.LINK_INVALID,
      errors.LINK_EXPIRED,
      errors.PASSWORD_REUSED,
      errors.PASSWORD_TOO_WEAK,
      errors.PASSWORDS_DIFFER,
      errors.CONFLICT,
      errors.OVERLOADED,
    ],
  })
  async resetPassword(@Body() body: ResetPasswordBody, @Ip() ip: string) {
    await this.resets.resetPassword(body, ip);
  }
}
