import { Body, Controller, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { passkeyOptionsResponse } from '../passkey/passkey.dto';
import { type StepUpBody, stepUpBody, stepUpResponse } from './step-up.dto';
import { StepUpService } from './step-up.service';

@Controller('api/v1/auth/step-up')
export class StepUpController {
  constructor(private readonly steps: StepUpService) {}

  @Post('passkey-options')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Begin to show it with a passkey',
    response: passkeyOptionsResponse,
    status: 201,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED],
  })
  async beginWithPasskey(@CurrentCaller() caller: Caller) {
    return this.steps.beginWithPasskey(caller);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary:
      'Show again who you are; for ten minutes the session may do what a stolen one must not',
    body: stepUpBody,
    response: stepUpResponse,
    errors: [
      errors.CURRENT_PASSWORD_WRONG,
      errors.SECOND_FACTOR_CODE_WRONG,
      errors.PASSKEY_WRONG,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      errors.ACCOUNT_INACTIVE,
      errors.SESSION_REVOKED,
      errors.OVERLOADED,
    ],
  })
  async stepUp(@CurrentCaller() caller: Caller, @Body() body: StepUpBody, @Ip() ip: string) {
    return this.steps.stepUp(caller, body, ip);
  }
}
