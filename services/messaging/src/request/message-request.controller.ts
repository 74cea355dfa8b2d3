import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { conversationResponse } from '../conversation/conversation.dto';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { MessageRequestListService } from './message-request-list.service';
import {
  type ListMessageRequestsQuery,
  listMessageRequestsQuery,
  listMessageRequestsResponse,
} from './message-request.dto';
import { MessageRequestService } from './message-request.service';

@Controller('api/v1/message-requests')
export class MessageRequestController {
  constructor(
    private readonly list: MessageRequestListService,
    private readonly requests: MessageRequestService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the message requests that you have not answered, newest first',
    query: listMessageRequestsQuery,
    response: listMessageRequestsResponse,
  })
  listMessageRequests(@CurrentCaller() caller: Caller, @Query() query: ListMessageRequestsQuery) {
    return this.list.listRequests(caller, query);
  }

  @Post(':conversationId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept a message request',
    description: 'The conversation moves to your conversations. Accepting it again has no effect.',
    params: conversationParams,
    response: conversationResponse,
    errors: [errors.MESSAGE_REQUEST_NOT_FOUND],
  })
  acceptMessageRequest(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
  ) {
    return this.requests.accept(caller, conversationId);
  }

  @Post(':conversationId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline a message request',
    description: 'The sender does not learn of it.',
    params: conversationParams,
    status: 204,
    errors: [errors.MESSAGE_REQUEST_NOT_FOUND],
  })
  declineMessageRequest(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
  ) {
    return this.requests.decline(caller, conversationId);
  }
}
