import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import {
  type ListConversationMediaQuery,
  listConversationMediaQuery,
  listConversationMediaResponse,
} from './gallery.dto';
import { GalleryService } from './gallery.service';

@Controller('api/v1/conversations/:conversationId/media')
export class GalleryController {
  constructor(private readonly gallery: GalleryService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the pictures and files of a conversation, newest first',
    params: conversationParams,
    query: listConversationMediaQuery,
    response: listConversationMediaResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  listConversationMedia(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Query() query: ListConversationMediaQuery,
  ) {
    return this.gallery.listMedia(caller, conversationId, query);
  }
}
