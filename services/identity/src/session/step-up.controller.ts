import { Body, Controller, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
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
    errors: ['ACCOUNT_INACTIVE', 'SESSION_REVOKED'],
  })
  async beginWithPasskey(@CurrentCaller() caller: Caller) {
    return await this.steps.beginWithPasskey(caller);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Show again who you are; for ten minutes the session may do what a stolen one must not',
    body: stepUpBody,
    response: stepUpResponse,
    errors: [
      'CURRENT_PASSWORD_WRONG',
      'SECOND_FACTOR_CODE_WRONG',
      'PASSKEY_WRONG',
      'TOO_MANY_LOGIN_ATTEMPTS',
      'ACCOUNT_INACTIVE',
      'SESSION_REVOKED',
      'OVERLOADED',
    ],
  })
  async stepUp(@CurrentCaller() caller: Caller, @Body() body: StepUpBody, @Ip() ip: string) {
    return await this.steps.stepUp(caller, body, ip);
  }
}
