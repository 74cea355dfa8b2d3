import { type Decision, change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { PostType, PostVisibility } from '../generated/prisma/enums';

interface NewPostFields {
  readonly post_type?: PostType | undefined;
  readonly media_id?: string | null | undefined;
  readonly caption?: string | null | undefined;
}

/** Decides the type of a new post: a text has a caption and no media, the others have a media. */
export function decideType(body: NewPostFields): Decision<{ readonly postType: PostType }> {
  const hasMedia = typeof body.media_id === 'string';
  const postType = body.post_type ?? (hasMedia ? 'photo' : 'text');
  const isComplete = postType === 'text' ? !hasMedia && Boolean(body.caption) : hasMedia;

  return isComplete ? change({ postType }) : refuse(errors.POST_MEDIA_REQUIRED);
}

/** The fields of a post that its author can change. */
export interface PostFields {
  readonly postType: PostType;
  readonly caption: string | null;
  readonly goalId: string | null;
  readonly location: string | null;
  readonly visibility: PostVisibility;
  readonly archivedAt: Date | null;
}

export type PostChanges = Partial<Omit<PostFields, 'postType'>>;

export interface PostRequest {
  readonly caption?: string | null | undefined;
  readonly goal_id?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly visibility?: PostVisibility | undefined;
  readonly is_archived?: boolean | undefined;
}

/** Whether a request does more than taking a post away from others, which a muted author may do. */
export function saysMore(request: PostRequest): boolean {
  const { visibility, is_archived: isArchived, ...rest } = request;
  const isShown = isArchived === false || (visibility !== undefined && visibility !== 'private');

  return isShown || Object.values(rest).some((value) => value !== undefined && value !== null);
}

/** Decides the changes of a merge patch. */
export function decideChanges(
  post: PostFields,
  request: PostRequest,
  now: Date,
): Decision<PostChanges> {
  const asked: PostChanges = {
    ...(request.caption !== undefined && { caption: request.caption || null }),
    ...(request.goal_id !== undefined && { goalId: request.goal_id }),
    ...(request.location !== undefined && { location: request.location || null }),
    ...(request.visibility !== undefined && { visibility: request.visibility }),
    ...(request.is_archived !== undefined && {
      archivedAt: request.is_archived ? (post.archivedAt ?? now) : null,
    }),
  };

  const changes = Object.entries(asked).filter(
    ([field, value]) => post[field as keyof PostChanges] !== value,
  );

  if (changes.length === 0) return keep;

  const caption = asked.caption === undefined ? post.caption : asked.caption;
  if (post.postType === 'text' && caption === null) return refuse(errors.POST_MEDIA_REQUIRED);

  return change(Object.fromEntries(changes));
}
