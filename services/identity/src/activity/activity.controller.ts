import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { ActivityListService } from './activity-list.service';
import {
  type ListActivityQuery,
  activityView,
  listActivityQuery,
  listActivityResponse,
} from './activity.dto';

@Controller('api/v1/users/me/activity')
export class ActivityController {
  constructor(private readonly activities: ActivityListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'What happened to my account, newest first',
    query: listActivityQuery,
    response: listActivityResponse,
    errors: [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED, errors.CURSOR_INVALID],
  })
  async listMyActivity(@CurrentCaller() caller: Caller, @Query() query: ListActivityQuery) {
    const { rows, pagination } = await this.activities.listMyActivity(caller, query);
    return { activities: rows.map(activityView), pagination };
  }
}
