import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import { type ListActivityQuery, listActivityQuery, listActivityResponse } from './activity.dto';
import { ActivityService } from './activity.service';

@Controller('api/v1/users/me/activity')
export class ActivityController {
  constructor(private readonly activities: ActivityService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the activities of your account, newest first',
    query: listActivityQuery,
    response: listActivityResponse,
    errors: [...accessErrors, errors.CURSOR_INVALID],
  })
  listMyActivities(@CurrentCaller() caller: Caller, @Query() query: ListActivityQuery) {
    return this.activities.listMyActivity(caller, query);
  }
}
