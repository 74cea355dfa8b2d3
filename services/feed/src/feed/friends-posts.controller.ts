import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type ListPostsQuery, listPostsQuery, listPostsResponse } from '../post/post.dto';
import { FeedService } from './feed.service';

@Controller('api/v1/posts')
export class FriendsPostsController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your posts and those of your friends, newest first',
    description: '`total` counts at most 500 posts.',
    query: listPostsQuery,
    response: listPostsResponse,
  })
  listPosts(@CurrentCaller() caller: Caller, @Query() query: ListPostsQuery) {
    return this.feed.byTime(caller, query);
  }
}
