import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type EntryParams,
  entryParams,
  feedQuery,
  type FeedQuery,
  feedResponse,
  whyResponse,
} from './feed.dto';
import { FeedService } from './feed.service';

@Controller('api/v1/feed')
export class FeedController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get your home feed',
    description:
      'Pages by cursor repeat and lose no entry, whatever is posted in between. `total` counts at most 500 entries.',
    query: feedQuery,
    response: feedResponse,
  })
  getFeed(@CurrentCaller() caller: Caller, @Query() query: FeedQuery) {
    return this.feed.getFeed(caller, query);
  }

  @Get(':entryId/why')
  @Endpoint({
    access: 'authenticated',
    summary: 'Explain why a post or activity is in your feed',
    params: entryParams,
    response: whyResponse,
    errors: [errors.FEED_ENTRY_NOT_FOUND],
  })
  explainFeedEntry(@CurrentCaller() caller: Caller, @Param() { entryId }: EntryParams) {
    return this.feed.explainEntry(caller, entryId);
  }
}
