import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type MessageParams, messageParams, messageResponse } from '../message/message.dto';
import {
  type GetThreadQuery,
  getThreadQuery,
  getThreadResponse,
  type ReadThreadBody,
  readThreadBody,
} from './thread.dto';
import { ThreadService } from './thread.service';

const refusals = [
  errors.CONVERSATION_NOT_FOUND,
  errors.MESSAGE_NOT_FOUND,
  errors.NOT_A_THREAD_ROOT,
];

@Controller('api/v1/conversations/:conversationId/messages/:messageId/thread')
export class ThreadController {
  constructor(private readonly threads: ThreadService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Get the thread of a message, with its replies',
    params: messageParams,
    query: getThreadQuery,
    response: getThreadResponse,
    errors: refusals,
  })
  getThread(
    @CurrentCaller() caller: Caller,
    @Param() params: MessageParams,
    @Query() query: GetThreadQuery,
  ) {
    return this.threads.getThread(caller, params, query);
  }

  @Put('follow')
  @Endpoint({
    access: 'authenticated',
    summary: 'Follow the thread of a message',
    description:
      'Its replies are then counted and pushed for you. You follow threads of your messages, those with replies of yours and those that mention you without asking.',
    params: messageParams,
    response: messageResponse,
    errors: refusals,
  })
  followThread(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.threads.followThread(caller, params);
  }

  @Delete('follow')
  @Endpoint({
    access: 'authenticated',
    summary: 'Stop following the thread of a message',
    description: 'Until you reply in it or are mentioned in it.',
    params: messageParams,
    status: 204,
    errors: refusals,
  })
  unfollowThread(@CurrentCaller() caller: Caller, @Param() params: MessageParams) {
    return this.threads.unfollowThread(caller, params);
  }

  @Post('read')
  @Endpoint({
    access: 'authenticated',
    summary: 'Mark the replies in a thread as read',
    params: messageParams,
    body: readThreadBody,
    response: messageResponse,
    status: 200,
    errors: refusals,
  })
  readThread(
    @CurrentCaller() caller: Caller,
    @Param() params: MessageParams,
    @Body() body: ReadThreadBody,
  ) {
    return this.threads.readThread(caller, params, body);
  }
}
