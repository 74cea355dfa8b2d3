import { Controller, Delete, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { recipientErrors } from '../access/recipients';
import { errors } from '../errors';
import { messageResponse } from '../message/message.dto';
import { type ReactionParams, reactionParams } from './reaction.dto';
import { ReactionService } from './reaction.service';

@Controller('api/v1/conversations/:conversationId/messages/:messageId/reactions/:emoji')
export class ReactionController {
  constructor(private readonly reactions: ReactionService) {}

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'React to a message with an emoji',
    description:
      'You can react with several emoji. Reacting again with the same one has no effect.',
    params: reactionParams,
    response: messageResponse,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.MESSAGE_NOT_FOUND,
      ...recipientErrors,
      errors.MESSAGE_DELETED,
      errors.TOO_MANY_REACTIONS,
    ],
  })
  reactToMessage(@CurrentCaller() caller: Caller, @Param() params: ReactionParams) {
    return this.reactions.reactToMessage(caller, params);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your reaction to a message',
    params: reactionParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND],
  })
  removeReaction(@CurrentCaller() caller: Caller, @Param() params: ReactionParams) {
    return this.reactions.removeReaction(caller, params);
  }
}
