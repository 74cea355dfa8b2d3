import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { recipientErrors } from '../access/recipients';
import { errors } from '../errors';
import {
  type ConversationParams,
  conversationParams,
  type MessageParams,
  messageParams,
  messageResponse,
} from '../message/message.dto';
import { PinListService } from './pin-list.service';
import { listPinsResponse } from './pin.dto';
import { PinService } from './pin.service';

@Controller('api/v1/conversations/:conversationId')
export class PinController {
  constructor(
    private readonly pins: PinService,
    private readonly list: PinListService,
  ) {}

  @Get('pins')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the pinned messages of a conversation',
    params: conversationParams,
    response: listPinsResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  listPins(@CurrentCaller() caller: Caller, @Param() { conversationId }: ConversationParams) {
    return this.list.listPins(caller, conversationId);
  }

  @Post('messages/:messageId/pin')
  @Endpoint({
    access: 'authenticated',
    summary: 'Pin a message for all participants',
    description: 'In a group, for the owner and admins. Pinning a pinned message has no effect.',
    params: messageParams,
    response: messageResponse,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.MESSAGE_NOT_FOUND,
      ...recipientErrors,
      errors.MESSAGE_DELETED,
      errors.TOO_MANY_PINS,
    ],
  })
  pinMessage(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.pins.pinMessage(caller, params);
  }

  @Delete('messages/:messageId/pin')
  @Endpoint({
    access: 'authenticated',
    summary: 'Unpin a message',
    params: messageParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND, ...recipientErrors],
  })
  unpinMessage(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.pins.unpinMessage(caller, params);
  }
}
