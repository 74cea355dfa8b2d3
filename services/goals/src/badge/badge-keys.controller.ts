import { Controller, Get } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { BadgeKeys } from './badge-keys';
import { badgeKeysResponse } from './badge.dto';

@Controller('api/v1/badge-keys')
export class BadgeKeysController {
  constructor(private readonly keys: BadgeKeys) {}

  @Get()
  @Endpoint({
    access: 'public',
    summary: 'Get the public keys that verify badges',
    response: badgeKeysResponse,
  })
  getBadgeKeys() {
    return { keys: this.keys.published };
  }
}
