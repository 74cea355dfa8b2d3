import { userCardResponse } from '@tribe/projections';
import { filledParagraphField, id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

const contentExample = 'So proud of you! Way to start strong. 💪';
const content = filledParagraphField(1000).meta({ example: contentExample });

export const commentParams = z.object({ commentId: id });
export type CommentParams = z.infer<typeof commentParams>;

export const addCommentBody = z
  .strictObject({
    content,
    parent_comment_id: id
      .nullish()
      .describe('The comment to reply to. A reply to a reply joins the replies to its comment'),
  })
  .meta({ id: 'AddPostCommentRequest' });
export type AddCommentBody = z.infer<typeof addCommentBody>;

export const editCommentBody = z.strictObject({ content }).meta({ id: 'EditPostCommentRequest' });
export type EditCommentBody = z.infer<typeof editCommentBody>;

export const listCommentsQuery = pageQuery.extend({
  parent_comment_id: id
    .optional()
    .describe('The comment whose replies are listed; without it, the comments on the post'),
});
export type ListCommentsQuery = z.infer<typeof listCommentsQuery>;

export const commentResponse = z
  .object({
    id,
    post_id: id,
    user: userCardResponse,
    content: z.string().meta({ example: contentExample }),
    parent_comment_id: id.nullable(),
    likes_count: z.int().meta({ example: 2 }),
    replies_count: z.int().meta({ example: 1 }),
    is_liked_by_me: z.boolean(),
    edited_at: z.iso.datetime().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'PostComment' });

export const listCommentsResponse = z
  .object({ comments: z.array(commentResponse), pagination: paginationResponse })
  .meta({ id: 'PostCommentList' });
