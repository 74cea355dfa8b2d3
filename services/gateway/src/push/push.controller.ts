import { Body, Controller, Post, Req } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { errors } from '../errors';
import { type PushBody, pushBody, pushResponse } from './push.dto';
import { PushService } from './push.service';

@Controller('api/v1/sync/push')
export class PushController {
  constructor(private readonly pushes: PushService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'push',
    summary: 'Push operations that were queued offline',
    description:
      'Executes up to 500 operations one after the other, with the rules of their endpoints. Stops at the first one that cannot be decided now. Send operations without a result again with their ids; each takes effect once.',
    body: pushBody,
    response: pushResponse,
    onlyReads: true,
    errors: [errors.PUSH_IN_PROGRESS, errors.OVERLOADED],
  })
  pushOperations(
    @CurrentCaller() caller: Caller,
    @Body() body: PushBody,
    @Req() request: FastifyRequest,
  ) {
    return this.pushes.push(caller, body, request);
  }
}
