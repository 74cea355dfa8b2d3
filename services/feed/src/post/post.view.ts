import type { MediaUrls } from '@tribe/contracts';
import { timeAgo, versioned } from '@tribe/service-kit';
import { mediaUrlsView } from '../media/media.view';
import type { ShownPost } from './post.queries';

/** @param urls of the media of posts, without those that are not known at the moment */
export function postView(row: ShownPost, urls: ReadonlyMap<string, MediaUrls>, now: Date) {
  const media = row.mediaId === null ? undefined : urls.get(row.mediaId);

  const view = {
    id: row.id,
    user: authorView(row),
    caption: row.caption,
    post_type: row.postType,
    media_id: row.mediaId,
    media_state: row.mediaId === null ? null : (row.mediaState ?? 'processing'),
    ...mediaUrlsView(media),
    media_width: row.mediaWidth || null,
    media_height: row.mediaHeight || null,
    media_blurhash: row.mediaBlurhash,
    goal: goalOf(row),
    location: row.location,
    visibility: row.visibility,
    is_archived: row.archivedAt !== null,
    likes_count: row.likesCount,
    comments_count: row.commentsCount,
    is_liked_by_me: row.isLiked,
    time_ago: timeAgo(row.publishedAt ?? row.createdAt, now),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };

  return versioned(view, row.version);
}

/** A name is missing only while the card of a new user is under way. */
function authorView(row: ShownPost) {
  return {
    id: row.authorId,
    username: row.username ?? 'unknown',
    full_name: row.fullName ?? 'Unknown',
    profile_image_url: row.profileImageUrl,
  };
}

function goalOf({ goalId, goalTitle }: ShownPost) {
  return goalId === null || goalTitle === null ? null : { id: goalId, title: goalTitle };
}
