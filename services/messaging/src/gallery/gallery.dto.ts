import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { attachmentKind, attachmentResponse } from '../attachment/attachment.dto';

export const listConversationMediaQuery = pageQuery.extend({
  kind: attachmentKind.optional().describe('Only attachments of this kind'),
});
export type ListConversationMediaQuery = z.infer<typeof listConversationMediaQuery>;

export const listConversationMediaResponse = z
  .object({
    media: z
      .array(
        z
          .object({
            attachment: attachmentResponse,
            message_id: id,
            seq: z.int().describe('The number of the message').meta({ example: 42 }),
            sender: userCardResponse,
            created_at: z.iso.datetime(),
          })
          .meta({ id: 'ConversationMedia' }),
      )
      .describe('Newest first'),
    pagination: paginationResponse,
  })
  .meta({ id: 'ConversationMediaList' });
