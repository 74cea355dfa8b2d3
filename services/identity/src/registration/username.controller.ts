import { Controller, Get, Query } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { type UsernameQuery, usernameQuery, usernameResponse } from './username.dto';
import { UsernameService } from './username.service';

@Controller('api/v1/auth')
export class UsernameController {
  constructor(private readonly usernames: UsernameService) {}

  @Get('username-available')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Check whether a username is available',
    description: 'If it is not available, the response suggests up to three similar usernames.',
    query: usernameQuery,
    response: usernameResponse,
  })
  checkUsername(@Query() { username }: UsernameQuery) {
    return this.usernames.checkUsername(username);
  }
}
