import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { phoneResponse, type VerifyPhoneBody, verifyPhoneBody } from './phone.dto';
import { PhoneService } from './phone.service';

const phoneErrors = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

@Controller('api/v1/users/me/phone')
export class PhoneController {
  constructor(private readonly phones: PhoneService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Whether I have shown what phone number I have; never the number',
    response: phoneResponse,
    errors: phoneErrors,
  })
  async getPhone(@CurrentCaller() caller: Caller) {
    return this.phones.getPhone(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Show what phone number I have, with an id token of Firebase',
    description:
      'The number is not kept, only a keyed hash of it. Whoever shows a number last has it.',
    body: verifyPhoneBody,
    response: phoneResponse,
    errors: [
      ...phoneErrors,
      errors.EXTERNAL_LOGIN_NOT_OFFERED,
      errors.ID_TOKEN_INVALID,
      errors.IDENTITY_PROVIDER_UNAVAILABLE,
    ],
  })
  async verifyPhone(@CurrentCaller() caller: Caller, @Body() body: VerifyPhoneBody) {
    return this.phones.verifyPhone(caller, body);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Forget my phone number',
    description: 'Answers the same when none is known.',
    status: 204,
    errors: phoneErrors,
  })
  async removePhone(@CurrentCaller() caller: Caller): Promise<void> {
    await this.phones.removePhone(caller);
  }
}
