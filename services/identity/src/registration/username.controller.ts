import { Controller, Get, Query } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { type UsernameQuery, usernameQuery, usernameResponse } from '../account/account.dto';
import { UsernameService } from './username.service';

@Controller('api/v1/auth')
export class UsernameController {
  constructor(private readonly usernames: UsernameService) {}

  @Get('username-available')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Whether a username can be had, and others like it',
    query: usernameQuery,
    response: usernameResponse,
  })
  async checkUsername(@Query() { username }: UsernameQuery) {
    return this.usernames.checkUsername(username);
  }
}
