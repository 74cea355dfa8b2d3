import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { ThreadListService } from './thread-list.service';
import { type ListThreadsQuery, listThreadsQuery, listThreadsResponse } from './thread.dto';

@Controller('api/v1/threads')
export class ThreadListController {
  constructor(private readonly threads: ThreadListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the threads that you follow, those with the newest reply first',
    query: listThreadsQuery,
    response: listThreadsResponse,
  })
  listThreads(@CurrentCaller() caller: Caller, @Query() query: ListThreadsQuery) {
    return this.threads.listThreads(caller, query);
  }
}
