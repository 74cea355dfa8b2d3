import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Database, dayMs, deleteInBatches } from '@tribe/service-kit';
import { deleteContents, deletePostRows, findDeleted } from './post-contents.writes';

const postsPerBatch = 100;
const keepForMs = dayMs;

/** Deletes the rows of deleted posts after a day, in small batches. No user has seen them since their deletion. */
@Injectable()
export class PurgePostsJob {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'feed-purge-posts-v1', cron: '17 * * * *' })
  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - keepForMs);
    let purged = postsPerBatch;
    while (purged === postsPerBatch) purged = await this.purgeBatch(before);
  }

  private async purgeBatch(before: Date): Promise<number> {
    const ids = await findDeleted(this.database, before, postsPerBatch);
    for (const id of ids)
      await deleteInBatches((limit) => deleteContents(this.database, id, limit));

    await deletePostRows(this.database, ids);

    return ids.length;
  }
}
