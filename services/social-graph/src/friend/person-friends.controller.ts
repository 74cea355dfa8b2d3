import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  Endpoint,
  pageQuery,
  type PageQuery,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { type PersonParams, personParams } from '../people/person.dto';
import { personFriendsResponse } from './person-friends.dto';
import { PersonFriendsService } from './person-friends.service';

@Controller('api/v1/users/:userId/friends')
export class PersonFriendsController {
  constructor(private readonly friends: PersonFriendsService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the friends of a user that you can see',
    description: 'Most recent friendship first. You need access to the profile of the user.',
    params: personParams,
    query: pageQuery,
    response: personFriendsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  listFriendsOfUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
    @Query() query: PageQuery,
  ) {
    return this.friends.listFriendsOf(caller, userId, query);
  }
}
