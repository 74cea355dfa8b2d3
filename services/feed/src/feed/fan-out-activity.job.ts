import { Injectable } from '@nestjs/common';
import { DueJob } from '@tribe/jobs';
import { Database } from '@tribe/service-kit';
import { z } from 'zod';
import { activityFanOutKind } from '../activity/activities';
import { findSpread, writeActivityEntries } from './activity-entries.queries';
import { EntryBatches } from './entry-batches';
import { entryKindOf } from './feed.events';

const payloadSchema = z.object({ activityId: z.string() });

/**
 * Writes an activity into the feeds of the friends of its user, in batches. A job that is repeated writes only what is
 * missing.
 */
@Injectable()
export class FanOutActivityJob {
  constructor(
    private readonly database: Database,
    private readonly batches: EntryBatches,
  ) {}

  @DueJob(activityFanOutKind, { maxAttempts: 20, leaseSeconds: 60 })
  async fanOut({ payload, signal }: { payload: unknown; signal: AbortSignal }): Promise<void> {
    const { activityId } = payloadSchema.parse(payload);
    const activity = await findSpread(this.database, activityId);
    if (!activity) return;
    const kind = entryKindOf(activity.activityType);

    await this.batches.each(kind, signal, ({ sql }, afterId, limit) =>
      writeActivityEntries(sql, activity, { authorId: activity.actorId, afterId, limit }),
    );
  }
}
