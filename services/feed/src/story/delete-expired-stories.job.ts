import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import { MediaKeeper } from '../media/media-keeper';
import type { Tx } from '../prisma.service';
import { deleteExpired } from './story.queries';

/** A story takes the views of all friends with it. */
const storiesPerBatch = 20;

/** Deletes the rows and pictures of stories that have ended. No user sees them any more: every read compares the end. */
@Injectable()
export class DeleteExpiredStoriesJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly keeper: MediaKeeper,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'feed-expired-stories-v1', cron: '*/15 * * * *' })
  async run(): Promise<void> {
    let deleted = storiesPerBatch;
    while (deleted === storiesPerBatch) deleted = await this.deleteBatch();
  }

  private deleteBatch(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const stories = await deleteExpired(tx.sql, this.clock.now(), storiesPerBatch);
      for (const { id, mediaId, userId: ownerId } of stories)
        await this.keeper.report(tx, { mediaId, ownerId, purpose: 'story', id }, 'ends');

      return stories.length;
    });
  }
}
