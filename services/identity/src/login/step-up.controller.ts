import { Body, Controller, Ip, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { passkeyOptionsResponse } from '../passkey/passkey.dto';
import { type StepUpBody, stepUpBody, stepUpResponse } from './step-up.dto';
import { StepUpService } from './step-up.service';

@Controller('api/v1/auth/step-up')
export class StepUpController {
  constructor(private readonly stepUps: StepUpService) {}

  @Post('passkey-options')
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Get the WebAuthn options to confirm your identity with a passkey',
    response: passkeyOptionsResponse,
    status: 201,
    errors: accessErrors,
  })
  beginPasskeyStepUp(@CurrentCaller() caller: Caller) {
    return this.stepUps.beginWithPasskey(caller);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Confirm your identity again',
    description:
      'For ten minutes, the session can use the endpoints that otherwise return RECENT_AUTHENTICATION_REQUIRED. A user with an authenticator app needs a code or a passkey.',
    body: stepUpBody,
    response: stepUpResponse,
    errors: [
      errors.CURRENT_PASSWORD_WRONG,
      errors.STEP_UP_NEEDS_SECOND_FACTOR,
      errors.SECOND_FACTOR_CODE_WRONG,
      errors.PASSKEY_WRONG,
      errors.TOO_MANY_LOGIN_ATTEMPTS,
      ...accessErrors,
      errors.OVERLOADED,
    ],
  })
  stepUpSession(@CurrentCaller() caller: Caller, @Body() body: StepUpBody, @Ip() ip: string) {
    return this.stepUps.stepUp(caller, body, ip);
  }
}
