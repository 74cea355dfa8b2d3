import {
  id,
  ofFormat,
  opaqueField,
  pageQuery,
  isVisible,
  paginationResponse,
  queryFlag,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { messageResponse } from '../message/message.dto';

const maxWords = 200;
const maxLimit = 50;

export const searchMessagesQuery = pageQuery.extend({
  q: withRules(
    opaqueField(maxWords).trim(),
    ofFormat('visible-text', isVisible, 'must have at least one visible character'),
  )
    .meta({ example: 'great run' })
    .describe(
      'Words that a message must contain, all of them, in any form of the word in the language of the sender',
    ),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(20).describe('The size of a page'),
  conversation_id: id.optional().describe('Only messages of this conversation'),
  sender_id: id.optional().describe('Only messages of this user'),
  archived: queryFlag(false).describe(
    'Whether the archived messages of channels are searched instead of the others. Default: false',
  ),
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only messages sent at this time or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('Only messages sent before this time'),
  has_attachment: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
    .meta({ type: 'boolean' })
    .optional()
    .describe('Only messages with an attachment, or only messages without one'),
});
export type SearchMessagesQuery = z.infer<typeof searchMessagesQuery>;

const highlight = z
  .object({
    start: z.int().meta({ example: 8 }),
    end: z.int().describe('Behind the last character').meta({ example: 13 }),
  })
  .meta({ id: 'SearchHighlight' });

export const searchMessagesResponse = z
  .object({
    results: z
      .array(
        z
          .object({
            message: messageResponse,
            highlights: z
              .array(highlight)
              .describe('Where `content` of the message matches, counted in UTF-16 code units'),
          })
          .meta({ id: 'FoundMessage' }),
      )
      .describe('Newest first'),
    pagination: paginationResponse.describe('`total` counts at most 500 messages'),
  })
  .meta({ id: 'FoundMessageList' });
