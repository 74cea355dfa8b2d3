import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type PostParams, postParams } from '../post/post.dto';
import { CommentListService } from './comment-list.service';
import {
  type AddCommentBody,
  addCommentBody,
  type CommentParams,
  commentParams,
  commentResponse,
  type EditCommentBody,
  editCommentBody,
  type ListCommentsQuery,
  listCommentsQuery,
  listCommentsResponse,
} from './comment.dto';
import { CommentService } from './comment.service';

@Controller('api/v1/posts')
export class CommentController {
  constructor(
    private readonly comments: CommentService,
    private readonly lists: CommentListService,
  ) {}

  @Post(':postId/comments')
  @Endpoint({
    access: 'authenticated',
    summary: 'Comment on a post, or reply to a comment on it',
    params: postParams,
    body: addCommentBody,
    response: commentResponse,
    status: 201,
    errors: [
      errors.POST_NOT_FOUND,
      errors.COMMENT_NOT_FOUND,
      errors.SENDER_MUTED,
      errors.COMMENT_LIMIT_REACHED,
    ],
  })
  addPostComment(
    @CurrentCaller() caller: Caller,
    @Param() { postId }: PostParams,
    @Body() body: AddCommentBody,
  ) {
    return this.comments.addComment(caller, postId, body);
  }

  @Get(':postId/comments')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the comments on a post, or the replies to a comment, oldest first',
    params: postParams,
    query: listCommentsQuery,
    response: listCommentsResponse,
    errors: [errors.POST_NOT_FOUND, errors.COMMENT_NOT_FOUND],
  })
  listPostComments(
    @CurrentCaller() caller: Caller,
    @Param() { postId }: PostParams,
    @Query() query: ListCommentsQuery,
  ) {
    return this.lists.listComments(caller, postId, query);
  }

  @Put('comments/:commentId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Edit your comment on a post',
    params: commentParams,
    body: editCommentBody,
    response: commentResponse,
    errors: [
      errors.COMMENT_NOT_FOUND,
      errors.POST_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SENDER_MUTED,
    ],
  })
  editPostComment(
    @CurrentCaller() caller: Caller,
    @Param() { commentId }: CommentParams,
    @Body() { content }: EditCommentBody,
  ) {
    return this.comments.editComment(caller, commentId, content);
  }

  @Delete('comments/:commentId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete your comment, or a comment on your post, with the replies to it',
    params: commentParams,
    status: 204,
    errors: [errors.COMMENT_NOT_FOUND, errors.POST_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deletePostComment(@CurrentCaller() caller: Caller, @Param() { commentId }: CommentParams) {
    return this.comments.deleteComment(caller, commentId);
  }
}
