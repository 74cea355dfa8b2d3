import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  Endpoint,
  pageQuery,
  type PageQuery,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { type PersonParams, personFriendsResponse, personParams } from './person-friends.dto';
import { PersonFriendsService } from './person-friends.service';

@Controller('api/v1/users/:userId/friends')
export class PersonFriendsController {
  constructor(private readonly friends: PersonFriendsService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'The friends of a person that you may see',
    description:
      'Most recent friendship first, for whoever sees the profile; with how many friends you have in common.',
    params: personParams,
    query: pageQuery,
    response: personFriendsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  listFriendsOf(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
    @Query() query: PageQuery,
  ) {
    return this.friends.listFriendsOf(caller, userId, query);
  }
}
