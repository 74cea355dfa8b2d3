import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { type SaveDraftBody, saveDraftBody, saveDraftResponse } from './draft.dto';
import { DraftService } from './draft.service';

@Controller('api/v1/conversations/:conversationId/draft')
export class DraftController {
  constructor(private readonly drafts: DraftService) {}

  @Put()
  @Endpoint({
    access: 'authenticated',
    summary: 'Save the message that you are writing',
    description: 'For your other devices. It ends when you send a message.',
    params: conversationParams,
    body: saveDraftBody,
    response: saveDraftResponse,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.MESSAGE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  saveDraft(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Body() body: SaveDraftBody,
  ) {
    return this.drafts.saveDraft(caller, conversationId, body);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete the message that you are writing',
    params: conversationParams,
    status: 204,
    errors: [errors.CONVERSATION_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteDraft(@CurrentCaller() caller: Caller, @Param() { conversationId }: ConversationParams) {
    return this.drafts.deleteDraft(caller, conversationId);
  }
}
