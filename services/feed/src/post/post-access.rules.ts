import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { PostVisibility } from '../generated/prisma/enums';

/** The relation of a viewer to the author of a post. `hidden`: either of them blocked the other. */
export type PostRole = 'author' | 'friend' | 'stranger' | 'hidden';

export type PostAction = 'see' | 'manage';

/** The state of a post that decides which users see it. */
export interface PostState {
  readonly visibility: PostVisibility;
  readonly publishedAt: Date | null;
  readonly archivedAt: Date | null;
}

/** The state of the account of an author. */
export interface AuthorState {
  /** Closed and banned accounts have no card. */
  readonly isActive: boolean;
  /** To strangers, a user with a private profile does not exist, and neither do public posts of that user. */
  readonly isPrivate: boolean;
}

/** A post that a user may not see does not exist for that user; `canSeePost` is the same rule in SQL. */
export function decideAccess(
  action: PostAction,
  role: PostRole,
  post: PostState,
  author: AuthorState,
): Permission {
  if (role === 'author') return allow;
  const isSeen = isShown(post) && author.isActive && reaches(post.visibility, role, author);
  if (!isSeen) return refuse(errors.POST_NOT_FOUND);

  return action === 'see' ? allow : refuse(errors.PERMISSION_DENIED);
}

function reaches(visibility: PostVisibility, role: PostRole, author: AuthorState): boolean {
  if (role === 'friend') return visibility !== 'private';

  return role === 'stranger' && visibility === 'public' && !author.isPrivate;
}

function isShown({ publishedAt, archivedAt }: PostState): boolean {
  return publishedAt !== null && archivedAt === null;
}
