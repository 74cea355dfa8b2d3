import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { ConversationChangesService } from './conversation-changes.service';
import { ConversationListService } from './conversation-list.service';
import {
  conversationResponse,
  type CreateConversationBody,
  createConversationBody,
  type ListConversationsQuery,
  listConversationsQuery,
  listConversationsResponse,
  type UpdateConversationBody,
  updateConversationBody,
} from './conversation.dto';
import { ConversationService } from './conversation.service';

@Controller('api/v1/conversations')
export class ConversationController {
  constructor(
    private readonly conversations: ConversationService,
    private readonly list: ConversationListService,
    private readonly changes: ConversationChangesService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your conversations, those with the newest message first',
    query: listConversationsQuery,
    response: listConversationsResponse,
  })
  listConversations(@CurrentCaller() caller: Caller, @Query() query: ListConversationsQuery) {
    return this.list.listConversations(caller, query);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a conversation',
    description: 'Two users have one direct conversation: creating it again returns it with 200.',
    body: createConversationBody,
    response: conversationResponse,
    status: 201,
    mayFind: true,
    errors: [errors.USER_NOT_FOUND, errors.PERMISSION_DENIED, errors.PARTICIPANT_NOT_A_FRIEND],
  })
  createConversation(@CurrentCaller() caller: Caller, @Body() body: CreateConversationBody) {
    return this.conversations.createConversation(caller, body);
  }

  @Get(':conversationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a conversation',
    versioned: true,
    params: conversationParams,
    response: conversationResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  getConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
  ) {
    return this.conversations.getConversation(caller, conversationId);
  }

  @Patch(':conversationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update the name and the image of a group',
    versioned: true,
    params: conversationParams,
    body: updateConversationBody,
    response: conversationResponse,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CONVERSATION_NOT_GROUP,
    ],
  })
  updateConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: UpdateConversationBody,
  ) {
    return this.changes.updateConversation(caller, conversationId, body);
  }
}
