import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { ConversationChangesService } from './conversation-changes.service';
import { ConversationListService } from './conversation-list.service';
import { ConversationSettingsService } from './conversation-settings.service';
import {
  type ArchiveConversationBody,
  archiveConversationBody,
  conversationResponse,
  type CreateConversationBody,
  createConversationBody,
  type ListConversationsQuery,
  listConversationsQuery,
  listConversationsResponse,
  type MuteConversationBody,
  muteConversationBody,
  type SetNotificationLevelBody,
  setNotificationLevelBody,
  type UpdateConversationBody,
  updateConversationBody,
} from './conversation.dto';
import { ConversationService } from './conversation.service';
import { DirectConversationService } from './direct-conversation.service';

@Controller('api/v1/conversations')
export class ConversationController {
  constructor(
    private readonly conversations: ConversationService,
    private readonly direct: DirectConversationService,
    private readonly list: ConversationListService,
    private readonly changes: ConversationChangesService,
    private readonly settings: ConversationSettingsService,
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
    description:
      'Two users have one direct conversation, and a goal has one: creating it again returns it with 200. To a recipient who is no friend of yours, it is a message request.',
    body: createConversationBody,
    response: conversationResponse,
    status: 201,
    mayFind: true,
    errors: [
      errors.SENDER_MUTED,
      errors.USER_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.PARTICIPANT_NOT_A_FRIEND,
      errors.CONVERSATION_FULL,
      errors.EVENT_TIME_INVALID,
      errors.GOAL_NOT_FOUND,
      errors.GOAL_CONVERSATION_EXISTS,
      errors.TOO_MANY_MESSAGE_REQUESTS,
    ],
  })
  createConversation(@CurrentCaller() caller: Caller, @Body() body: CreateConversationBody) {
    return body.conversation_type === 'direct'
      ? this.direct.createDirect(caller, body)
      : this.conversations.createGroup(caller, body);
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
    summary: 'Update a group, an event, or a channel of a team',
    description:
      'For the owner and admins of a group or an event, and for admins and coaches in a channel. A change of the roles takes effect at once.',
    versioned: true,
    params: conversationParams,
    body: updateConversationBody,
    response: conversationResponse,
    errors: [
      errors.SENDER_MUTED,
      errors.CONVERSATION_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CONVERSATION_NOT_GROUP,
      errors.CONVERSATION_NOT_CHANNEL,
      errors.CONVERSATION_NOT_EVENT,
      errors.EVENT_TIME_INVALID,
    ],
  })
  updateConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: UpdateConversationBody,
  ) {
    return this.changes.updateConversation(caller, conversationId, body);
  }

  @Delete(':conversationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Leave a group, archive a direct conversation, or close a channel of a team',
    description:
      'A direct conversation returns to the list with its next message. A channel is closed by admins, for all members; its messages are deleted after 30 days.',
    params: conversationParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
  ) {
    return this.settings.deleteConversation(caller, conversationId);
  }

  @Put(':conversationId/mute')
  @Endpoint({
    access: 'authenticated',
    summary: 'Mute a conversation until a time',
    params: conversationParams,
    body: muteConversationBody,
    response: conversationResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  muteConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: MuteConversationBody,
  ) {
    return this.settings.muteConversation(caller, conversationId, body);
  }

  @Put(':conversationId/notification-level')
  @Endpoint({
    access: 'authenticated',
    summary: 'Choose the messages of a conversation of which you are notified',
    description:
      'Decides about pushes and the badge. A mute is stronger, except for alerts, which are for everyone.',
    params: conversationParams,
    body: setNotificationLevelBody,
    response: conversationResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  setNotificationLevel(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: SetNotificationLevelBody,
  ) {
    return this.settings.setNotificationLevel(caller, conversationId, body);
  }

  @Put(':conversationId/archive')
  @Endpoint({
    access: 'authenticated',
    summary: 'Archive a conversation, or bring it back',
    description: 'An archived conversation also returns to the list with its next message.',
    params: conversationParams,
    body: archiveConversationBody,
    response: conversationResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  archiveConversation(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: ArchiveConversationBody,
  ) {
    return this.settings.archiveConversation(caller, conversationId, body);
  }
}
