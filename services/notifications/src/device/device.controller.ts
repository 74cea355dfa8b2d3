import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  pushTokenParams,
  pushTokenResponse,
  type RegisterPushTokenBody,
  registerPushTokenBody,
} from './device.dto';
import { DeviceService } from './device.service';

@Controller('api/v1/notifications/push-tokens')
export class DeviceController {
  constructor(private readonly devices: DeviceService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Register this device for pushes',
    description:
      'Registering a token again returns it with 200. A token belongs to the user who registered it last, and a user has at most 20.',
    body: registerPushTokenBody,
    response: pushTokenResponse,
    status: 201,
    mayFind: true,
  })
  registerPushToken(@CurrentCaller() caller: Caller, @Body() body: RegisterPushTokenBody) {
    return this.devices.register(caller, body);
  }

  @Delete(':tokenId')
  @Endpoint({
    access: 'authenticated',
    summary: 'End the pushes to a device',
    params: pushTokenParams,
    status: 204,
    errors: [errors.PUSH_TOKEN_NOT_FOUND],
  })
  async deletePushToken(@CurrentCaller() caller: Caller, @Param('tokenId') tokenId: string) {
    await this.devices.remove(caller, tokenId);
  }
}
