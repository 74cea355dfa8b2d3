import { Body, Controller, Headers, Ip, Post } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
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

/**
 * Requests mails by address, and follows their links. The answer to a request is the same whether or not an account has the
 * address.
 */
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
    summary: 'Send a mail with a link to reset the password',
    body: mailRequestBody,
    status: 202,
  })
  sendPasswordResetMail(@Body() body: MailRequestBody) {
    return this.requests.enqueue('reset_password', body.email);
  }

  @Post('resend-verification')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Send another mail with a link to verify the e-mail address',
    body: mailRequestBody,
    status: 202,
  })
  sendVerificationMail(@Body() body: MailRequestBody) {
    return this.requests.enqueue('verify_email', body.email);
  }

  @Post('verify-email')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Verify an e-mail address with the token of a mail',
    description:
      'Send the access token of a session of the account, or its password. Without both, the first verification of an account removes every session and login method, because another person may have opened it, and a change of the address is refused with ACCOUNT_PROOF_REQUIRED.',
    body: verifyEmailBody,
    response: verifyEmailResponse,
    errors: [
      errors.LINK_INVALID,
      errors.LINK_EXPIRED,
      errors.ACCOUNT_PROOF_REQUIRED,
      errors.CURRENT_PASSWORD_WRONG,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      errors.TOKEN_EXPIRED,
      errors.TOKEN_INVALID,
      ...accessErrors,
      errors.OVERLOADED,
    ],
  })
  verifyEmail(
    @Body() body: VerifyEmailBody,
    @Headers('authorization') authorization: string | undefined,
    @Ip() ip: string,
  ) {
    return this.verification.verifyEmail(body, authorization, ip);
  }

  @Post('reset-password')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Set a new password with the token of a mail',
    description: 'Ends every session of the user.',
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
  resetPassword(@Body() body: ResetPasswordBody, @Ip() ip: string) {
    return this.resets.resetPassword(body, ip);
  }
}
