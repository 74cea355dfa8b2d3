import { Controller, Get, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type ConversationParams, conversationParams } from '../message/message.dto';
import { type ListChainQuery, listChainQuery, listChainResponse } from './chain.dto';
import { ChainService } from './chain.service';

@Controller('api/v1/conversations/:conversationId/chain')
export class ChainController {
  constructor(private readonly chain: ChainService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the hashes of a conversation, oldest first',
    description:
      'The hash of an entry is SHA-256 of the hash before it, its number as eight bytes and its digest.',
    params: conversationParams,
    query: listChainQuery,
    response: listChainResponse,
    errors: [errors.CONVERSATION_NOT_FOUND],
  })
  listChain(
    @CurrentCaller() caller: Caller,
    @Param() { conversationId }: ConversationParams,
    @Query() query: ListChainQuery,
  ) {
    return this.chain.listChain(caller, conversationId, query);
  }
}
