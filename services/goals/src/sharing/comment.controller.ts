import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type CommentParams,
  commentParams,
  commentResponse,
  type ListCommentsQuery,
  listCommentsQuery,
  listCommentsResponse,
  type WriteCommentBody,
  writeCommentBody,
} from './comment.dto';
import { CommentService } from './comment.service';
import { type ItemParams, itemParams } from './shared-item.dto';

@Controller('api/v1/shared/:itemType/:itemId/comments')
export class CommentController {
  constructor(private readonly comments: CommentService) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Comment on a check-in or a reflection',
    description: 'For the owner, and for active partners if it is shared.',
    params: itemParams,
    body: writeCommentBody,
    response: commentResponse,
    status: 201,
    errors: [errors.SHARED_ITEM_NOT_FOUND, errors.SENDER_MUTED, errors.COMMENT_LIMIT_REACHED],
  })
  addSharedComment(
    @CurrentCaller() caller: Caller,
    @Param() item: ItemParams,
    @Body() { content }: WriteCommentBody,
  ) {
    return this.comments.addComment(caller, item, content);
  }

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the comments on a check-in or a reflection, newest first',
    params: itemParams,
    query: listCommentsQuery,
    response: listCommentsResponse,
    errors: [errors.SHARED_ITEM_NOT_FOUND],
  })
  listSharedComments(
    @CurrentCaller() caller: Caller,
    @Param() item: ItemParams,
    @Query() query: ListCommentsQuery,
  ) {
    return this.comments.listComments(caller, item, query);
  }

  @Patch(':commentId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Edit your comment',
    params: commentParams,
    body: writeCommentBody,
    response: commentResponse,
    errors: [
      errors.SHARED_ITEM_NOT_FOUND,
      errors.COMMENT_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.SENDER_MUTED,
    ],
  })
  editSharedComment(
    @CurrentCaller() caller: Caller,
    @Param() params: CommentParams,
    @Body() { content }: WriteCommentBody,
  ) {
    return this.comments.editComment(caller, params, content);
  }

  @Delete(':commentId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete your comment',
    params: commentParams,
    status: 204,
    errors: [errors.SHARED_ITEM_NOT_FOUND, errors.COMMENT_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  deleteSharedComment(@CurrentCaller() caller: Caller, @Param() params: CommentParams) {
    return this.comments.deleteComment(caller, params);
  }
}
