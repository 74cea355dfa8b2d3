import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, commonErrors, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { PostListService } from './post-list.service';
import {
  type AuthorParams,
  authorParams,
  type ListAuthorPostsQuery,
  listAuthorPostsQuery,
  listPostsResponse,
} from './post.dto';

@Controller('api/v1/users/:userId/posts')
export class AuthorPostsController {
  constructor(private readonly posts: PostListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the posts of a user that you can see, newest first',
    description: 'You need access to the profile of the user.',
    params: authorParams,
    query: listAuthorPostsQuery,
    response: listPostsResponse,
    errors: [commonErrors.USER_NOT_FOUND],
  })
  listPostsOfUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AuthorParams,
    @Query() query: ListAuthorPostsQuery,
  ) {
    return this.posts.listPostsOf(caller, userId, query);
  }
}
