import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, dayMs, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

const shownForMs = 7 * dayMs;
const eventsPerBatch = 100;
/** The rest waits for the next hour. */
const maxBatches = 100;

const endedArchive = `
  WITH ended AS (
    UPDATE conversations SET event_archived_at = $1::timestamptz
     WHERE id IN (SELECT id FROM conversations
                   WHERE kind = 'event' AND event_archived_at IS NULL AND coalesce(event_ends_at, event_starts_at) <= $2
                   ORDER BY id LIMIT $3 FOR UPDATE)
    RETURNING id
  ), archived AS (
    UPDATE conversation_participants SET archived_at = $1
     WHERE conversation_id IN (SELECT id FROM ended) AND left_at IS NULL
  )
  SELECT id FROM ended`;

/**
 * Archives the conversations of events for their participants a week after the event. As with other archived conversations,
 * the next message brings one back, and so does a participant.
 */
@Injectable()
export class ArchiveEventsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'messaging-archive-events-v1', cron: '35 * * * *' })
  async run(): Promise<void> {
    const now = this.clock.now();
    const values = [now, new Date(now.getTime() - shownForMs), eventsPerBatch];

    for (let batches = 0; batches < maxBatches; batches += 1) {
      const ended = await this.transactions.run(({ sql }) =>
        sql.query('ended_events_archive', endedArchive, values),
      );
      if (ended.length < eventsPerBatch) return;
    }
  }
}
