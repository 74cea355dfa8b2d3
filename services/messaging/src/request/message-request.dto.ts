import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { messageResponse } from '../message/message.dto';

const maxLimit = 50;

export const listMessageRequestsQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).max(maxLimit).default(20).describe('The size of a page'),
});
export type ListMessageRequestsQuery = z.infer<typeof listMessageRequestsQuery>;

export const listMessageRequestsResponse = z
  .object({
    message_requests: z.array(
      z
        .object({
          conversation_id: id,
          sender: userCardResponse,
          messages: z.array(messageResponse).max(3).describe('The first messages, oldest first'),
          requested_at: z.iso.datetime(),
        })
        .meta({ id: 'MessageRequest' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'MessageRequestList' });
