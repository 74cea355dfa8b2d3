import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { AlertListService } from './alert-list.service';
import { type ListAlertsQuery, listAlertsQuery, listAlertsResponse } from './alert.dto';

@Controller('api/v1/conversations/:conversationId/alerts')
export class ChannelAlertController {
  constructor(private readonly list: AlertListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the alerts of a channel, newest first',
    params: conversationParams,
    query: listAlertsQuery,
    response: listAlertsResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  listAlerts(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Query() query: ListAlertsQuery,
  ) {
    return this.list.listAlerts(caller, conversationId, query);
  }
}
