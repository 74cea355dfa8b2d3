import { userCardResponse } from '@tribe/projections';
import { filledParagraphField, id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { itemParams, itemType } from './shared-item.dto';

const content = filledParagraphField(1000).meta({ example: 'Four mornings in a row!' });

export const commentParams = itemParams.extend({ commentId: id });
export type CommentParams = z.infer<typeof commentParams>;

export const writeCommentBody = z
  .strictObject({ content })
  .meta({ id: 'WriteSharedCommentRequest' });
export type WriteCommentBody = z.infer<typeof writeCommentBody>;

export const listCommentsQuery = pageQuery;
export type ListCommentsQuery = z.infer<typeof listCommentsQuery>;

export const commentResponse = z
  .object({
    id,
    item_type: itemType,
    item_id: id,
    user: userCardResponse,
    content: z.string().meta({ example: 'Four mornings in a row!' }),
    edited_at: z.iso.datetime().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'SharedComment' });

export const listCommentsResponse = z
  .object({ comments: z.array(commentResponse), pagination: paginationResponse })
  .meta({ id: 'SharedCommentList' });
