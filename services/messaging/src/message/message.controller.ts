import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { recipientErrors } from '../access/recipients';
import { errors } from '../errors';
import { MessageChangesService } from './message-changes.service';
import { MessageHistoryService } from './message-history.service';
import {
  type ConversationParams,
  conversationParams,
  type EditMessageBody,
  editMessageBody,
  type ListMessagesQuery,
  listMessagesQuery,
  listMessagesResponse,
  type MessageParams,
  messageParams,
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
    private readonly changes: MessageChangesService,
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
    limit: 'message',
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
      ...recipientErrors,
      errors.MESSAGE_REQUEST_PENDING,
      errors.NOT_A_THREAD_ROOT,
      errors.ACTIVITY_NOT_FOUND,
      errors.MESSAGE_DELETED,
      errors.CLIENT_MSG_ID_REQUIRED,
      errors.CLIENT_MSG_ID_REUSED,
      errors.MEDIA_NOT_FOUND,
      errors.MEDIA_NOT_READY,
    ],
  })
  sendMessage(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: SendMessageBody,
  ) {
    return this.messages.sendMessage(caller, conversationId, body);
  }

  @Put(':messageId')
  @Endpoint({
    access: 'authenticated',
    limit: 'message',
    summary: 'Edit a message',
    description:
      'Possible for 15 minutes, for the owner and admins of a group at any time. The former content is kept.',
    params: messageParams,
    body: editMessageBody,
    response: messageResponse,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.MESSAGE_NOT_FOUND,
      ...recipientErrors,
      errors.MESSAGE_DELETED,
      errors.EDIT_WINDOW_EXPIRED,
    ],
  })
  editMessage(
    @CurrentCaller() caller: Caller,
    @Param() params: MessageParams,
    @Body() body: EditMessageBody,
  ) {
    return this.changes.editMessage(caller, params, body);
  }

  @Delete(':messageId')
  @Endpoint({
    access: 'authenticated',
    limit: 'message',
    summary: 'Delete a message for all participants',
    description: 'The owner and admins of a group can delete the messages of all participants.',
    params: messageParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteMessage(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.changes.deleteMessage(caller, params);
  }
}
