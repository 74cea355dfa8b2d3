import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** A post has no more comments, replies included. */
export const maxComments = 10_000;
/** A comment has no more replies. */
export const maxReplies = 500;

/** Decides whether a post can have another comment. */
export function decideComment(
  post: { readonly commentsCount: number },
  parent: { readonly repliesCount: number } | undefined,
): Permission {
  const isFull = post.commentsCount >= maxComments || (parent?.repliesCount ?? 0) >= maxReplies;
  return isFull ? refuse(errors.COMMENT_LIMIT_REACHED) : allow;
}

/** Decides an edit, which only the author of the comment may make. */
export function decideEdit(
  comment: { readonly userId: string; readonly content: string },
  editorId: string,
  content: string,
): Decision<{ readonly content: string }> {
  if (comment.userId !== editorId) return refuse(errors.PERMISSION_DENIED);

  return comment.content === content ? keep : change({ content });
}

/** Decides a deletion, which the authors of the comment and of the post may make. */
export function decideDeletion(
  comment: { readonly userId: string },
  post: { readonly authorId: string },
  userId: string,
): Permission {
  const mayDelete = comment.userId === userId || post.authorId === userId;
  return mayDelete ? allow : refuse(errors.PERMISSION_DENIED);
}
