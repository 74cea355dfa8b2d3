import type { PostType } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import type { Post } from './post.queries';
import type { PostChanges } from './post.rules';

/** The columns that a write to a post may change. */
export type PostWrite = PostChanges & {
  postType?: PostType;
  publishedAt?: Date;
  deletedAt?: Date;
};

/** Returns the post after the changes. Increments the version, so the caller must publish exactly one event. */
export function changedPost(post: Post, changes: PostWrite, now: Date): Post {
  return { ...post, ...changes, version: post.version + 1n, updatedAt: now };
}

/** Writes the changes of a locked post, with its new version. */
export async function savePost(
  tx: Tx,
  { id, version, updatedAt }: Post,
  changes: PostWrite,
): Promise<void> {
  await tx.post.update({
    where: { id },
    data: { ...changes, version, updatedAt },
    select: { id: true },
  });
}
