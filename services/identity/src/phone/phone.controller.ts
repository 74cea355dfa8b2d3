import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { phoneResponse, type VerifyPhoneBody, verifyPhoneBody } from './phone.dto';
import { PhoneService } from './phone.service';

@Controller('api/v1/users/me/phone')
export class PhoneController {
  constructor(private readonly phones: PhoneService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Check whether your phone number is verified',
    description: 'The response does not contain the number.',
    response: phoneResponse,
    errors: accessErrors,
  })
  getPhone(@CurrentCaller() caller: Caller) {
    return this.phones.getPhone(caller);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    limit: 'auth',
    summary: 'Verify your phone number with a Firebase ID token',
    description:
      'Only a keyed hash of the number is stored. A number belongs to the user who verified it last.',
    body: verifyPhoneBody,
    response: phoneResponse,
    errors: [
      ...accessErrors,
      errors.EXTERNAL_LOGIN_NOT_OFFERED,
      errors.ID_TOKEN_INVALID,
      errors.IDENTITY_PROVIDER_UNAVAILABLE,
    ],
  })
  verifyPhone(@CurrentCaller() caller: Caller, @Body() body: VerifyPhoneBody) {
    return this.phones.verifyPhone(caller, body);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your phone number',
    description: 'The response is the same if you have no phone number.',
    status: 204,
    errors: accessErrors,
  })
  removePhone(@CurrentCaller() caller: Caller) {
    return this.phones.removePhone(caller);
  }
}
