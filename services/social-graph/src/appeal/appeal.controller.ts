import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { AppealDecisionService } from './appeal-decision.service';
import { AppealListService } from './appeal-list.service';
import {
  type ActionParams,
  actionParams,
  type AppealBody,
  appealBody,
  appealListResponse,
  type AppealParams,
  appealParams,
  appealResponse,
  type DecideAppealBody,
  decideAppealBody,
  type ListAppealsQuery,
  listAppealsQuery,
  type ListNoticesQuery,
  listNoticesQuery,
  type MailedAppealBody,
  mailedAppealBody,
  moderatorAppealResponse,
  noticeListResponse,
} from './appeal.dto';
import { AppealService } from './appeal.service';

@Controller('api/v1/moderation')
export class AppealController {
  constructor(
    private readonly appeals: AppealService,
    private readonly decisions: AppealDecisionService,
    private readonly list: AppealListService,
  ) {}

  @Get('actions')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the decisions of moderators about you, newest first',
    query: listNoticesQuery,
    response: noticeListResponse,
  })
  listModerationActions(@CurrentCaller() caller: Caller, @Query() query: ListNoticesQuery) {
    return this.appeals.listNotices(caller, query);
  }

  @Post('actions/:actionId/appeal')
  @Endpoint({
    access: 'authenticated',
    summary: 'Appeal against a decision about you',
    description: 'Once per decision, within 30 days. Another moderator decides.',
    params: actionParams,
    body: appealBody,
    response: appealResponse,
    status: 201,
    errors: [
      errors.MODERATION_ACTION_NOT_FOUND,
      errors.MODERATION_APPEAL_EXISTS,
      errors.MODERATION_APPEAL_EXPIRED,
    ],
  })
  createAppeal(
    @CurrentCaller() caller: Caller,
    @Param() { actionId }: ActionParams,
    @Body() body: AppealBody,
  ) {
    return this.appeals.appeal(caller, actionId, body);
  }

  @Post('appeals')
  @Endpoint({
    access: 'public',
    limit: 'auth',
    summary: 'Appeal against a ban, with the link in the mail',
    body: mailedAppealBody,
    response: appealResponse,
    status: 201,
    errors: [
      errors.LINK_INVALID,
      errors.MODERATION_APPEAL_EXISTS,
      errors.MODERATION_APPEAL_EXPIRED,
    ],
  })
  createAppealByMail(@Body() body: MailedAppealBody) {
    return this.appeals.appealByMail(body);
  }

  @Get('appeals')
  @Endpoint({
    access: 'moderator',
    summary: 'List appeals, the oldest first',
    query: listAppealsQuery,
    response: appealListResponse,
  })
  listModerationAppeals(@CurrentCaller() caller: Caller, @Query() query: ListAppealsQuery) {
    return this.list.listAppeals(caller, query);
  }

  @Post('appeals/:appealId/decision')
  @Endpoint({
    access: 'moderator',
    summary: 'Decide about an appeal',
    description:
      'Another moderator than the author of the decision decides. `overturn` ends a mute or a ban. Deleted contents stay deleted, and ' +
      'removed members stay removed: the subject is notified that the decision was wrong.',
    params: appealParams,
    body: decideAppealBody,
    response: moderatorAppealResponse,
    errors: [
      errors.MODERATION_APPEAL_NOT_FOUND,
      errors.CANNOT_DECIDE_OWN_ACTION,
      errors.CANNOT_DECIDE_OWN_REPORT,
      errors.CANNOT_DECIDE_ABOUT_STAFF,
      errors.RPC_UNAVAILABLE,
      errors.MODERATION_APPEAL_DECIDED,
    ],
  })
  decideModerationAppeal(
    @CurrentCaller() caller: Caller,
    @Param() { appealId }: AppealParams,
    @Body() body: DecideAppealBody,
  ) {
    return this.decisions.decideAppeal(caller, appealId, body);
  }
}
