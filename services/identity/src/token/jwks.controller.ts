import { Controller, Get, Header } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { z } from 'zod';
import { SigningKeys } from './signing-keys';

const keySetResponse = z.object({
  keys: z.array(
    z.object({
      kty: z.string(),
      crv: z.string(),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      alg: z.string(),
      use: z.string(),
    }),
  ),
});

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
