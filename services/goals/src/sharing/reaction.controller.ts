import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ListReactionsQuery,
  listReactionsQuery,
  listReactionsResponse,
  type ReactBody,
  reactBody,
  reactionResponse,
} from './reaction.dto';
import { ReactionService } from './reaction.service';
import { type ItemParams, itemParams } from './shared-item.dto';

@Controller('api/v1/shared/:itemType/:itemId')
export class ReactionController {
  constructor(private readonly reactions: ReactionService) {}

  @Put('reaction')
  @Endpoint({
    access: 'authenticated',
    summary: 'React to a check-in or a reflection with an emoji',
    description:
      'Replaces your former reaction. For the owner, and for active partners if it is shared.',
    params: itemParams,
    body: reactBody,
    response: reactionResponse,
    errors: [errors.SHARED_ITEM_NOT_FOUND, errors.SENDER_MUTED],
  })
  reactToSharedItem(
    @CurrentCaller() caller: Caller,
    @Param() item: ItemParams,
    @Body() { emoji }: ReactBody,
  ) {
    return this.reactions.react(caller, item, emoji);
  }

  @Delete('reaction')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove your reaction to a check-in or a reflection',
    params: itemParams,
    status: 204,
    errors: [errors.SHARED_ITEM_NOT_FOUND],
  })
  removeSharedReaction(@CurrentCaller() caller: Caller, @Param() item: ItemParams) {
    return this.reactions.removeReaction(caller, item);
  }

  @Get('reactions')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the reactions to a check-in or a reflection, newest first',
    params: itemParams,
    query: listReactionsQuery,
    response: listReactionsResponse,
    errors: [errors.SHARED_ITEM_NOT_FOUND],
  })
  listSharedReactions(
    @CurrentCaller() caller: Caller,
    @Param() item: ItemParams,
    @Query() query: ListReactionsQuery,
  ) {
    return this.reactions.listReactions(caller, item, query);
  }
}
