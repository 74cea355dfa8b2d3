import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { retentionResponse, type UpdateRetentionBody, updateRetentionBody } from './retention.dto';
import { RetentionService } from './retention.service';

@Controller('api/v1/conversations/:conversationId/retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get how long a conversation keeps its messages',
    params: conversationParams,
    response: retentionResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  getRetention(@CurrentCaller() caller: Caller, @Param() { conversationId }: ConversationParams) {
    return this.retention.getRetention(caller, conversationId);
  }

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Set how long a conversation keeps its messages',
    description:
      'For the owner of a group, and for admins and coaches in a channel. Older messages become deleted messages within an hour.',
    params: conversationParams,
    body: updateRetentionBody,
    response: retentionResponse,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  updateRetention(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: UpdateRetentionBody,
  ) {
    return this.retention.updateRetention(caller, conversationId, body);
  }
}
