import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalListService } from './goal-list.service';
import {
  type ListGoalsQuery,
  listGoalsQuery,
  listGoalsResponse,
  type PersonParams,
  personParams,
} from './goal.dto';

@Controller('api/v1/users/:userId/goals')
export class PersonGoalsController {
  constructor(private readonly goalList: GoalListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the goals of a user that you can see',
    description:
      'Returns public goals, and goals that you take part in. You need access to the profile of the user.',
    params: personParams,
    query: listGoalsQuery,
    response: listGoalsResponse,
    errors: [errors.USER_NOT_FOUND],
  })
  async listGoalsOfUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
    @Query() query: ListGoalsQuery,
  ) {
    return this.goalList.listGoalsOf(caller, userId, query);
  }
}
