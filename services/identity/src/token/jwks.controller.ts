import { Controller, Get, Header } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { keySetResponse } from './jwks.dto';
import { SigningKeys } from './signing-keys';

@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @Endpoint({
    access: 'public',
    summary: 'Get the public keys that verify access tokens',
    response: keySetResponse,
  })
  getKeySet() {
    return { keys: this.keys.published };
  }
}
