import { Injectable } from '@nestjs/common';
import { DueJob } from '@tribe/jobs';
import { Database, InjectConfig, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { FeedConfig } from '../config';
import { fanOutKind } from '../post/post-publication';
import { findPost, lockPost } from '../post/post.queries';
import type { Tx } from '../prisma.service';
import { hasFriends, pullPost, writeEntries } from './fan-out.queries';

const friendsPerBatch = 500;
const firstId = '00000000-0000-0000-0000-000000000000';
const payloadSchema = z.object({ postId: z.string() });

/**
 * Writes a new post into the feeds of the friends of its author, in batches that other writers can pass. A job that is
 * repeated writes only what is missing. Posts of authors with very many friends are read by the feeds instead.
 */
@Injectable()
export class FanOutPostJob {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    @InjectConfig() private readonly config: FeedConfig,
  ) {}

  @DueJob(fanOutKind, { maxAttempts: 20, leaseSeconds: 60 })
  async fanOut({ payload, signal }: { payload: unknown; signal: AbortSignal }): Promise<void> {
    const { postId } = payloadSchema.parse(payload);
    const post = await findPost(this.database, postId);
    if (!post || post.publishedAt === null || post.isPulled) return;
    const { id, publishedAt, authorId } = post;

    if (await hasFriends(this.database, authorId, this.config.FEED_PULL_FRIENDS)) {
      await this.transactions.run(async (tx) => {
        await lockPost(tx, id);
        await pullPost(tx.sql, id, authorId);
      });
      return;
    }

    let afterId: string | undefined = firstId;

    while (afterId !== undefined) {
      signal.throwIfAborted();
      const batch = { authorId, afterId, limit: friendsPerBatch };
      afterId = await writeEntries(this.database, { id, publishedAt }, batch);
    }
  }
}
