import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { PostListService } from './post-list.service';
import { PostViews } from './post-views';
import {
  type CreatePostBody,
  createPostBody,
  type PostParams,
  postParams,
  postResponse,
  type UpdatePostBody,
  updatePostBody,
} from './post.dto';
import { PostService } from './post.service';

@Controller('api/v1/posts')
export class PostController {
  constructor(
    private readonly posts: PostService,
    private readonly list: PostListService,
    private readonly views: PostViews,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a post',
    description:
      'Upload a picture with the purpose `post` first, and send its id. Others see the post when the picture is processed.',
    body: createPostBody,
    response: postResponse,
    status: 201,
    errors: [
      errors.SENDER_MUTED,
      errors.POST_MEDIA_REQUIRED,
      errors.MEDIA_NOT_USABLE,
      errors.GOAL_NOT_YOURS,
    ],
  })
  async createPost(@CurrentCaller() caller: Caller, @Body() body: CreatePostBody) {
    const { postId, urls } = await this.posts.createPost(caller, body);
    return this.views.ofOne(caller.userId, postId, urls);
  }

  @Get(':postId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Get a post',
    versioned: true,
    params: postParams,
    response: postResponse,
    errors: [errors.POST_NOT_FOUND],
  })
  getPost(@CurrentCaller() caller: Caller, @Param() { postId }: PostParams) {
    return this.list.getPost(caller, postId);
  }

  @Put(':postId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Update or archive your post',
    description: 'Omitted fields stay unchanged.',
    versioned: true,
    params: postParams,
    body: updatePostBody,
    response: postResponse,
    errors: [
      errors.POST_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SENDER_MUTED,
      errors.POST_MEDIA_REQUIRED,
      errors.GOAL_NOT_YOURS,
    ],
  })
  async updatePost(
    @CurrentCaller() caller: Caller,
    @Param() { postId }: PostParams,
    @Body() body: UpdatePostBody,
  ) {
    await this.posts.updatePost(caller, postId, body);
    return this.views.ofOne(caller.userId, postId);
  }

  @Delete(':postId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete your post, with its likes and comments',
    versioned: true,
    params: postParams,
    status: 204,
    errors: [errors.POST_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deletePost(@CurrentCaller() caller: Caller, @Param() { postId }: PostParams) {
    return this.posts.deletePost(caller, postId);
  }
}
