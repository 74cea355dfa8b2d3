import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { CheckinListService } from './checkin-list.service';
import {
  type AnswerQueryBody,
  answerQueryBody,
  type CheckinParams,
  checkinParams,
  checkinResponse,
  type ListCheckinsQuery,
  listCheckinsQuery,
  listCheckinsResponse,
  type QueryCheckinBody,
  queryCheckinBody,
} from './checkin.dto';
import { VerificationService } from './verification.service';

const stepErrors = [
  errors.SYSTEM_NOT_FOUND,
  errors.PERMISSION_DENIED,
  errors.CHECKIN_NOT_FOUND,
  errors.CHECKIN_STATUS_CONFLICT,
];

@Controller('api/v1')
export class VerificationController {
  constructor(
    private readonly verifications: VerificationService,
    private readonly checkinList: CheckinListService,
  ) {}

  @Get('verifications')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the check-ins of your partners that you can verify',
    query: listCheckinsQuery,
    response: listCheckinsResponse,
  })
  listVerifications(@CurrentCaller() caller: Caller, @Query() query: ListCheckinsQuery) {
    return this.checkinList.listVerifications(caller, query);
  }

  @Post('systems/:systemId/checkins/:checkinId/verify')
  @Endpoint({
    access: 'authenticated',
    summary: 'Verify a check-in of your partner',
    params: checkinParams,
    response: checkinResponse,
    errors: stepErrors,
  })
  verifyCheckin(@CurrentCaller() caller: Caller, @Param() params: CheckinParams) {
    return this.verifications.verifyCheckin(caller, params);
  }

  @Post('systems/:systemId/checkins/:checkinId/query')
  @Endpoint({
    access: 'authenticated',
    summary: 'Ask your partner about a check-in',
    params: checkinParams,
    body: queryCheckinBody,
    response: checkinResponse,
    errors: stepErrors,
  })
  queryCheckin(
    @CurrentCaller() caller: Caller,
    @Param() params: CheckinParams,
    @Body() { question }: QueryCheckinBody,
  ) {
    return this.verifications.queryCheckin(caller, params, question);
  }

  @Post('systems/:systemId/checkins/:checkinId/answer')
  @Endpoint({
    access: 'authenticated',
    summary: 'Answer the question of your partner',
    params: checkinParams,
    body: answerQueryBody,
    response: checkinResponse,
    errors: stepErrors,
  })
  answerQuery(
    @CurrentCaller() caller: Caller,
    @Param() params: CheckinParams,
    @Body() { answer }: AnswerQueryBody,
  ) {
    return this.verifications.answerQuery(caller, params, answer);
  }
}
