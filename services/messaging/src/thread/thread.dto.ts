import { id, pageQuery, paginationResponse, queryFlag } from '@tribe/service-kit';
import { z } from 'zod';
import { listMessagesResponse, messageResponse } from '../message/message.dto';

const maxLimit = 100;
const defaultLimit = 50;

export const getThreadQuery = z.object({
  limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
  before: id.optional().describe('Replies older than this one; `next_cursor` of the last page'),
});
export type GetThreadQuery = z.infer<typeof getThreadQuery>;

export const getThreadResponse = z
  .object({
    root: messageResponse,
    replies: z.array(messageResponse).describe('Newest first'),
    pagination: listMessagesResponse.shape.pagination,
  })
  .meta({ id: 'MessageThreadPage' });

export const readThreadBody = z
  .strictObject({ message_id: id.optional().describe('Default: the newest reply') })
  .meta({ id: 'ReadThreadRequest', example: {} });
export type ReadThreadBody = z.infer<typeof readThreadBody>;

export const listThreadsQuery = pageQuery.extend({
  unread: queryFlag(false).describe('Only threads with unread replies'),
});
export type ListThreadsQuery = z.infer<typeof listThreadsQuery>;

export const listThreadsResponse = z
  .object({
    messages: z
      .array(messageResponse)
      .describe('The messages whose threads you follow, those with the newest reply first'),
    pagination: paginationResponse,
  })
  .meta({ id: 'ThreadList' });
