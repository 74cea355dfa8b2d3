import { UsersMentionedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { findAuthorCard, WrittenText } from './mention.queries';

type Author = NonNullable<Awaited<ReturnType<typeof findAuthorCard>>>;

/** For the users who are mentioned for the first time, and nothing else is known of them later. */
export function usersMentioned(
  { postId, commentId }: WrittenText,
  user: Author,
  userIds: readonly string[],
) {
  const data = { postId, commentId: commentId ?? undefined, user, userIds: [...userIds] };
  return eventOf(UsersMentionedSchema, { entityId: newId(), entityVersion: 1n, data });
}
