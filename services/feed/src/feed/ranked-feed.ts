import { Injectable } from '@nestjs/common';
import {
  type Caller,
  Clock,
  Database,
  dayMs,
  newId,
  Pages,
  type PageWindow,
} from '@tribe/service-kit';
import { PostViews } from '../post/post-views';
import type { FeedQuery } from './feed.dto';
import { postEntryView } from './feed.view';
import {
  type Candidate,
  countSnapshot,
  insertSnapshot,
  listCandidates,
  listSnapshotPart,
  type PlacedPost,
} from './ranked-feed.queries';
import { type Reason, reasonsFor, scoreOf } from './ranking.rules';

const maxAgeDays = 30;
/** Of these newest posts, the best ones are in the feed. */
const maxCandidates = 500;

/**
 * The ranked feed. Its order is decided once, with the first page, and stored: scores change all the time, so that pages
 * which rank again would repeat and lose posts. A cursor is the id of the stored order and a place in it.
 */
@Injectable()
export class RankedFeed {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly views: PostViews,
    private readonly clock: Clock,
  ) {}

  async read({ userId }: Caller, query: FeedQuery) {
    let snapshotId = '';

    const { rows, pagination } = await this.pages.read('ranked-feed', query, {
      rows: async (window) => {
        snapshotId = window.after?.id ?? (await this.decide(userId));
        return this.part(userId, snapshotId, window);
      },
      total: async (reading) => {
        await reading;
        return countSnapshot(this.database, snapshotId, userId);
      },
      position: ({ place }) => ({ id: snapshotId, rank: BigInt(place) }),
    });

    const entries = rows.map(({ id }) => postEntryView(id));

    return { posts: await this.views.of(rows), entries, pagination };
  }

  reasons(candidate: Candidate, viewerId: string): Reason[] {
    const { publishedAt, likesCount: likes, commentsCount: comments } = candidate;
    const ageHours = (this.clock.now().getTime() - publishedAt.getTime()) / 3_600_000;
    const isOwn = candidate.authorId === viewerId;

    return reasonsFor({ ...candidate, likes, comments, ageHours, isOwn });
  }

  private part(viewerId: string, snapshotId: string, window: PageWindow): Promise<PlacedPost[]> {
    const after = window.after ? Number(window.after.rank) : window.offset;
    return listSnapshotPart(this.database, { snapshotId, viewerId, after, limit: window.limit });
  }

  private async decide(userId: string): Promise<string> {
    const now = this.clock.now();
    const after = new Date(now.getTime() - maxAgeDays * dayMs);
    const candidates = await listCandidates(this.database, userId, after, maxCandidates);

    const ranked = candidates
      .map((candidate) => ({ ...candidate, score: scoreOf(this.reasons(candidate, userId)) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));

    const snapshot = { id: newId(), userId, postIds: ranked.map(({ id }) => id) };
    await insertSnapshot(this.database, snapshot, now);

    return snapshot.id;
  }
}
