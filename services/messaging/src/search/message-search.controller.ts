import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import {
  type SearchMessagesQuery,
  searchMessagesQuery,
  searchMessagesResponse,
} from './message-search.dto';
import { MessageSearchService } from './message-search.service';

@Controller('api/v1/search/messages')
export class MessageSearchController {
  constructor(private readonly search: MessageSearchService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Search the messages of your conversations, newest first',
    description:
      'Finds messages that you can read in their conversation. Messages of users hidden from you are not found.',
    query: searchMessagesQuery,
    response: searchMessagesResponse,
  })
  searchMessages(@CurrentCaller() caller: Caller, @Query() query: SearchMessagesQuery) {
    return this.search.searchMessages(caller, query);
  }
}
