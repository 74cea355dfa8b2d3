import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type SyncQuery, syncQuery, syncResponse } from './sync.dto';
import { SyncService } from './sync.service';

@Controller('api/v1/sync')
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List what you have missed in your conversations',
    description:
      'Returns the conversations that changed since the cursor. Changes can be repeated: apply them by `seq`. Without a valid cursor, or after 30 days, it returns the state of the first conversations and `reset`.',
    query: syncQuery,
    response: syncResponse,
  })
  listMissedChanges(@CurrentCaller() caller: Caller, @Query() query: SyncQuery) {
    return this.sync.getChanges(caller, query);
  }
}
