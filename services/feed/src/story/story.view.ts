import type { MediaUrls } from '@tribe/contracts';
import { type UserCard, userView } from '@tribe/projections';
import { mediaUrlsView } from '../media/media.view';
import type { ShownStory, StoryViewer } from './story.queries';
import type { UserStories } from './story.rules';

type Urls = ReadonlyMap<string, MediaUrls>;
type Cards = ReadonlyMap<string, UserCard>;

export function storyView(row: ShownStory, urls: Urls) {
  return {
    id: row.id,
    user_id: row.userId,
    media_state: row.mediaState ?? ('processing' as const),
    ...mediaUrlsView(urls.get(row.mediaId)),
    media_type: row.mediaType,
    duration: row.duration,
    views_count: row.viewsCount,
    viewed_by_me: row.isViewed,
    expires_at: row.expiresAt,
    created_at: row.createdAt,
  };
}

export function userStoriesView(
  { userId, stories, hasUnviewed }: UserStories,
  cards: Cards,
  urls: Urls,
) {
  return {
    user: userView(userId, cards),
    stories: stories.map((story) => storyView(story, urls)),
    has_unviewed: hasUnviewed,
  };
}

export function storyViewerView({ viewerId, viewedAt }: StoryViewer, cards: Cards) {
  return { user: userView(viewerId, cards), viewed_at: viewedAt };
}
