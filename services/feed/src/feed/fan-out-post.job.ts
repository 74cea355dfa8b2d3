import { Injectable } from '@nestjs/common';
import { DueJob } from '@tribe/jobs';
import { Database, InjectConfig, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { FeedConfig } from '../config';
import { fanOutKind } from '../post/post-publication';
import { findPost, lockPost } from '../post/post.queries';
import type { Tx } from '../prisma.service';
import { EntryBatches } from './entry-batches';
import { hasFriends, listReaders, pullPost, writeEntries } from './fan-out.queries';

const payloadSchema = z.object({ postId: z.string() });

/**
 * Writes a new post into the feeds of the friends of its author, in batches that other writers can pass, and announces each
 * batch. A job that is repeated writes only what is missing. Posts of authors with very many friends are read by the feeds
 * instead.
 */
@Injectable()
export class FanOutPostJob {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly batches: EntryBatches,
    @InjectConfig() private readonly config: FeedConfig,
  ) {}

  @DueJob(fanOutKind, { maxAttempts: 20, leaseSeconds: 60 })
  async fanOut({ payload, signal }: { payload: unknown; signal: AbortSignal }): Promise<void> {
    const { postId } = payloadSchema.parse(payload);
    const post = await findPost(this.database, postId);
    if (!post || post.publishedAt === null || post.isPulled) return;
    const { id, publishedAt, authorId, archivedAt, visibility } = post;
    // It is spread again when it is shown again.
    if (archivedAt !== null || visibility === 'private') return;
    const isPulled = await hasFriends(this.database, authorId, this.config.FEED_PULL_FRIENDS);
    if (isPulled) await this.pull(id, authorId);

    await this.batches.each('post', signal, ({ sql }, afterId, limit) => {
      const batch = { authorId, afterId, limit };
      return isPulled ? listReaders(sql, batch) : writeEntries(sql, { id, publishedAt }, batch);
    });
  }

  private async pull(postId: string, authorId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockPost(tx, postId);
      await pullPost(tx.sql, postId, authorId);
    });
  }
}
