import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import {
  type AddParticipantsBody,
  addParticipantsBody,
  addedParticipantsResponse,
  type ParticipantParams,
  participantParams,
} from './participant.dto';
import { ParticipantService } from './participant.service';

@Controller('api/v1/conversations/:conversationId/participants')
export class ParticipantController {
  constructor(private readonly participants: ParticipantService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Add friends to a group',
    params: conversationParams,
    body: addParticipantsBody,
    response: addedParticipantsResponse,
    status: 201,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CONVERSATION_NOT_GROUP,
      errors.PARTICIPANT_NOT_A_FRIEND,
      errors.PARTICIPANT_EXISTS,
      errors.CONVERSATION_FULL,
    ],
  })
  addConversationParticipants(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: AddParticipantsBody,
  ) {
    return this.participants.addParticipants(caller, conversationId, body);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove a participant of a group, or leave it',
    description: 'When the owner leaves, the participant with the highest role becomes the owner.',
    params: participantParams,
    status: 204,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.CONVERSATION_NOT_GROUP,
      errors.PARTICIPANT_NOT_FOUND,
    ],
  })
  removeConversationParticipant(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId, userId }: ParticipantParams,
  ) {
    return this.participants.removeParticipant(caller, conversationId, userId);
  }
}
