import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** An item has no more comments. */
export const maxComments = 1_000;

/** Decides whether an item can have another comment. */
export function decideComment(count: number): Permission {
  return count < maxComments ? allow : refuse(errors.COMMENT_LIMIT_REACHED);
}

/** Decides an edit, which only the author may make. */
export function decideEdit(
  comment: { readonly userId: string; readonly content: string },
  editorId: string,
  content: string,
): Decision<{ readonly content: string }> {
  if (comment.userId !== editorId) return refuse(errors.PERMISSION_DENIED);

  return comment.content === content ? keep : change({ content });
}

/** Decides a deletion, which only the author may make. */
export function decideDeletion(comment: { readonly userId: string }, userId: string): Permission {
  return comment.userId === userId ? allow : refuse(errors.PERMISSION_DENIED);
}
