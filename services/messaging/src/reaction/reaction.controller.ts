import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type MessageParams, messageParams, messageResponse } from '../message/message.dto';
import { type ReactBody, reactBody } from './reaction.dto';
import { ReactionService } from './reaction.service';

@Controller('api/v1/conversations/:conversationId/messages/:messageId/reaction')
export class ReactionController {
  constructor(private readonly reactions: ReactionService) {}

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'React to a message with an emoji',
    description: 'Replaces your former reaction to the message.',
    params: messageParams,
    body: reactBody,
    response: messageResponse,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.MESSAGE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.USER_NOT_FOUND,
      errors.MESSAGE_DELETED,
      errors.TOO_MANY_REACTIONS,
    ],
  })
  reactToMessage(
    @CurrentCaller() caller: Caller,
    @Param() params: MessageParams,
    @Body() body: ReactBody,
  ) {
    return this.reactions.reactToMessage(caller, params, body);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your reaction to a message',
    params: messageParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND],
  })
  removeReaction(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.reactions.removeReaction(caller, params);
  }
}
