import type { ShownStory } from './story.queries';

/** The stories of a user, oldest first. */
export interface UserStories {
  readonly userId: string;
  readonly stories: readonly ShownStory[];
  readonly hasUnviewed: boolean;
}

/**
 * Groups stories by user: first the viewer, then users with stories that the viewer has not seen, then the others; in each
 * part, the user with the newest story first.
 *
 * @param newestFirst the stories, newest first
 */
export function groupStories(newestFirst: readonly ShownStory[], viewerId: string): UserStories[] {
  const groups = [...Map.groupBy(newestFirst, ({ userId }) => userId)].map(([userId, stories]) => ({
    userId,
    stories: stories.toReversed(),
    hasUnviewed: stories.some(({ isViewed }) => !isViewed),
  }));

  const rankOf = ({ userId, hasUnviewed }: UserStories) =>
    userId === viewerId ? 0 : hasUnviewed ? 1 : 2;

  // The sort is stable, so users of a rank keep their order.
  return groups.toSorted((a, b) => rankOf(a) - rankOf(b));
}
