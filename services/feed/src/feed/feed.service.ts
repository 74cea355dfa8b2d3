import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  type PageQuery,
  Pages,
  positionAt,
} from '@tribe/service-kit';
import { findActivityFacts } from '../activity/activity.queries';
import { errors } from '../errors';
import { PostViews } from '../post/post-views';
import type { FeedQuery } from './feed.dto';
import { whyView } from './feed.view';
import { countFriendsFeed, listFriendsFeed } from './friends-feed.queries';
import { HomeFeed } from './home-feed';
import { RankedFeed } from './ranked-feed';
import { findCandidate } from './ranked-feed.queries';
import { reasonsForActivity } from './ranking.rules';

/** Reads the home feed. */
@Injectable()
export class FeedService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly views: PostViews,
    private readonly home: HomeFeed,
    private readonly ranked: RankedFeed,
    private readonly clock: Clock,
  ) {}

  getFeed(caller: Caller, query: FeedQuery) {
    const isByTime = query.feed_type === 'friends' || query.feed_type === 'following';
    return isByTime ? this.home.read(caller, query) : this.ranked.read(caller, query);
  }

  /** The posts of the caller and of friends, strictly by the time of their publication. */
  async byTime({ userId }: Caller, query: PageQuery) {
    const { rows, pagination } = await this.pages.read('friends-feed', query, {
      rows: (window) => listFriendsFeed(this.database, userId, window),
      total: () => countFriendsFeed(this.database, userId),
      position: ({ publishedAt, createdAt, id }) => positionAt(publishedAt ?? createdAt, id),
    });

    return { posts: await this.views.of(rows), pagination };
  }

  /** @throws AppError FEED_ENTRY_NOT_FOUND for what the caller does not see */
  async explainEntry({ userId }: Caller, entryId: string) {
    const candidate = await findCandidate(this.database, userId, entryId);
    if (candidate) return whyView(entryId, true, this.ranked.reasons(candidate, userId));

    const activity = await findActivityFacts(this.database, userId, entryId);
    if (!activity) throw new AppError(errors.FEED_ENTRY_NOT_FOUND);

    return whyView(entryId, false, reasonsForActivity(activity, this.clock.now()));
  }
}
