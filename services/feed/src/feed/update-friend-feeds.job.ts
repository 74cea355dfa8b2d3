import { Injectable } from '@nestjs/common';
import { DueJob } from '@tribe/jobs';
import { Relationships } from '@tribe/projections';
import { Database } from '@tribe/service-kit';
import { z } from 'zod';
import { deleteActivityEntries, writeNewestActivities } from './activity-entries.queries';
import { deleteEntries, type FeedPair, writeNewest } from './fan-out.queries';

export const friendshipKind = 'feed-friendship-v1';

/** Posts and activities of a new friend that a feed gets. */
const newestPosts = 50;
const newestActivities = 20;
const entriesPerBatch = 500;
const payloadSchema = z.object({
  userIds: z.tuple([z.string(), z.string()]),
  areFriends: z.boolean(),
});

/** Gives new friends the newest posts and activities of each other, and removes those of former friends. */
@Injectable()
export class UpdateFriendFeedsJob {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
  ) {}

  @DueJob(friendshipKind, { maxAttempts: 20, leaseSeconds: 60 })
  async update({ payload, signal }: { payload: unknown; signal: AbortSignal }): Promise<void> {
    const { userIds, areFriends } = payloadSchema.parse(payload);
    const [first, second] = userIds;
    // Former friends may have become friends again since.
    const isKept =
      areFriends || (await this.relationships.confirmFriends(first, [second])).has(second);

    const pairs: FeedPair[] = [
      { authorId: first, userId: second },
      { authorId: second, userId: first },
    ];

    for (const pair of pairs)
      if (areFriends) await this.share(pair);
      else if (!isKept) await this.forget(pair, signal);
  }

  private async share(pair: FeedPair): Promise<void> {
    await writeNewest(this.database, pair, newestPosts);
    await writeNewestActivities(this.database, pair, newestActivities);
  }

  private async forget(pair: FeedPair, signal: AbortSignal): Promise<void> {
    let deleted = entriesPerBatch;
    while (deleted === entriesPerBatch) {
      signal.throwIfAborted();
      deleted = Math.max(
        await deleteEntries(this.database, pair, entriesPerBatch),
        await deleteActivityEntries(this.database, pair, entriesPerBatch),
      );
    }
  }
}
