import { Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type CommentParams, commentParams } from '../comment/comment.dto';
import { errors } from '../errors';
import { type PostParams, postParams } from '../post/post.dto';
import { likeResponse, type ListLikesQuery, listLikesQuery, listLikesResponse } from './like.dto';
import { LikeService } from './like.service';

@Controller('api/v1/posts')
export class LikeController {
  constructor(private readonly likes: LikeService) {}

  @Post(':postId/like')
  @Endpoint({
    access: 'authenticated',
    summary: 'Like a post',
    description: 'Has no effect when repeated.',
    storesKey: true,
    params: postParams,
    response: likeResponse,
    errors: [errors.POST_NOT_FOUND],
  })
  likePost(@CurrentCaller() caller: Caller, @Param() { postId }: PostParams) {
    return this.likes.changePostLike(caller, postId, true);
  }

  @Delete(':postId/like')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take back your like of a post',
    description: 'Has no effect without a like.',
    params: postParams,
    response: likeResponse,
    errors: [errors.POST_NOT_FOUND],
  })
  unlikePost(@CurrentCaller() caller: Caller, @Param() { postId }: PostParams) {
    return this.likes.changePostLike(caller, postId, false);
  }

  @Get(':postId/likes')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the users who like a post, most recent first',
    params: postParams,
    query: listLikesQuery,
    response: listLikesResponse,
    errors: [errors.POST_NOT_FOUND],
  })
  listPostLikes(
    @CurrentCaller() caller: Caller,
    @Param() { postId }: PostParams,
    @Query() query: ListLikesQuery,
  ) {
    return this.likes.listPostLikes(caller, postId, query);
  }

  @Post('comments/:commentId/like')
  @Endpoint({
    access: 'authenticated',
    summary: 'Like a comment on a post',
    description: 'Has no effect when repeated.',
    storesKey: true,
    params: commentParams,
    response: likeResponse,
    errors: [errors.COMMENT_NOT_FOUND],
  })
  likePostComment(@CurrentCaller() caller: Caller, @Param() { commentId }: CommentParams) {
    return this.likes.changeCommentLike(caller, commentId, true);
  }

  @Delete('comments/:commentId/like')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take back your like of a comment on a post',
    description: 'Has no effect without a like.',
    params: commentParams,
    response: likeResponse,
    errors: [errors.COMMENT_NOT_FOUND],
  })
  unlikePostComment(@CurrentCaller() caller: Caller, @Param() { commentId }: CommentParams) {
    return this.likes.changeCommentLike(caller, commentId, false);
  }
}
