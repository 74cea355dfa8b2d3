import { Body, Controller, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { type ReadBody, readBody, readResponse } from './read.dto';
import { ReadService } from './read.service';

@Controller('api/v1/conversations/:conversationId/read')
export class ReadController {
  constructor(private readonly reads: ReadService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'message',
    summary: 'Mark the messages of a conversation as read',
    description: 'Marks all messages up to the given one. A mark never moves back.',
    params: conversationParams,
    body: readBody,
    response: readResponse,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND],
  })
  readConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: ReadBody,
  ) {
    return this.reads.readConversation(caller, conversationId, body);
  }
}
