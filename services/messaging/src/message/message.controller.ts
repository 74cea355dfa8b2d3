import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { MessageHistoryService } from './message-history.service';
import {
  type ConversationParams,
  conversationParams,
  type ListMessagesQuery,
  listMessagesQuery,
  listMessagesResponse,
  messageResponse,
  type SendMessageBody,
  sendMessageBody,
} from './message.dto';
import { MessageService } from './message.service';

@Controller('api/v1/conversations/:conversationId/messages')
export class MessageController {
  constructor(
    private readonly messages: MessageService,
    private readonly history: MessageHistoryService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the messages of a conversation, newest first',
    params: conversationParams,
    query: listMessagesQuery,
    response: listMessagesResponse,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND],
  })
  listMessages(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Query() query: ListMessagesQuery,
  ) {
    return this.history.listMessages(caller, conversationId, query);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Send a message',
    description:
      'Needs a `client_msg_id` or an Idempotency-Key. A repeated request returns the first message with 200.',
    params: conversationParams,
    body: sendMessageBody,
    response: messageResponse,
    status: 201,
    storesKey: true,
    mayFind: true,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.MESSAGE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.USER_NOT_FOUND,
      errors.CLIENT_MSG_ID_REQUIRED,
      errors.CLIENT_MSG_ID_REUSED,
    ],
  })
  sendMessage(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: SendMessageBody,
  ) {
    return this.messages.sendMessage(caller, conversationId, body);
  }
}
