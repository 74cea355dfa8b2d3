import { Controller, Get, Param } from '@nestjs/common';
import { Endpoint } from '@tribe/service-kit';
import { type UserParams, toUserCardResponse, userCardResponse, userParams } from './user.dto';
import { UserService } from './user.service';

@Controller('api/v1/users')
export class UserController {
  constructor(private readonly users: UserService) {}

  @Get(':id')
  @Endpoint({
    access: 'authenticated',
    summary: 'Name and face of a person',
    params: userParams,
    response: userCardResponse,
    errors: ['USER_NOT_FOUND'],
  })
  async getUser(@Param() { id }: UserParams) {
    return toUserCardResponse(await this.users.getCard(id));
  }
}
