import { Injectable } from '@nestjs/common';
import {
  type Caller,
  Clock,
  Database,
  type PageQuery,
  Pages,
  positionAt,
} from '@tribe/service-kit';
import { findShownActivities } from '../activity/activity.queries';
import { activityView } from '../activity/activity.view';
import { PostViews } from '../post/post-views';
import { findShown } from '../post/post.queries';
import { activityEntryView, postEntryView } from './feed.view';
import { countHomeFeed, type HomeEntry, listHomeFeed } from './home-feed.queries';

/** The home feed by time: posts and activities of a user and of friends. */
@Injectable()
export class HomeFeed {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly views: PostViews,
    private readonly clock: Clock,
  ) {}

  async read({ userId }: Caller, query: PageQuery) {
    const { rows, pagination } = await this.pages.read('home-feed', query, {
      rows: (window) => listHomeFeed(this.database, userId, window),
      total: () => countHomeFeed(this.database, userId),
      position: ({ publishedAt, id }) => positionAt(publishedAt, id),
    });

    const [posts, activities] = await Promise.all([
      findShown(this.database, userId, idsOf(rows, true)),
      findShownActivities(this.database, idsOf(rows, false)),
    ]);

    const now = this.clock.now();

    // Entries that were deleted since the page was read are left out.
    const entries = rows.flatMap(({ id, isPost }) => {
      if (isPost) return posts.has(id) ? [postEntryView(id)] : [];
      const activity = activities.get(id);
      return activity ? [activityEntryView(activityView(activity, now))] : [];
    });

    const shown = rows.flatMap(({ id }) => posts.get(id) ?? []);

    return { posts: await this.views.of(shown), entries, pagination };
  }
}

function idsOf(rows: readonly HomeEntry[], arePosts: boolean): string[] {
  return rows.filter(({ isPost }) => isPost === arePosts).map(({ id }) => id);
}
