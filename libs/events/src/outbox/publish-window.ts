import type { PubAck } from '@nats-io/jetstream';
import { type MsgHdrs, MsgHdrsImpl } from '@nats-io/nats-core';
import { toHeaders } from '../event/event-envelope';
import type { AckedPublisher } from './acked-publisher';
import type { OutboxRow } from './outbox.queries';

/** For a whole window; what is not acknowledged by then is published again. */
const ackTimeoutMs = 3_000;

export interface WindowResult {
  /** Stream sequences of the rows that are safely stored, in order: a prefix of the window. */
  sequences: number[];
  /** Where the stream ends now, as far as the answers tell. */
  lastSequence: number;
  /** Why the rest was not stored. */
  failure?: unknown;
}

/**
 * Publishes rows in order without waiting between them.
 *
 * The stream accepts each row only at its place: as many behind the end the relay knows as rows came before it, and
 * right behind its predecessor. So a message lost on the way takes all later ones with it, and a stream that lost its
 * tail accepts nothing before it was looked at. The server recognizes duplicates before it looks at expectations:
 * rows that were stored by an earlier try answer with their old sequence, and what follows them waits for the next
 * window. Only both expectations together keep a row that committed late between stored ones from being overtaken.
 */
export async function publishWindow(
  publisher: AckedPublisher,
  owner: string,
  rows: readonly OutboxRow[],
  lastSequence: number,
): Promise<WindowResult> {
  const late = setTimeout(() => publisher.giveUp(), ackTimeoutMs);
  try {
    const answers = rows.map((row, index) => {
      const headers = headersOf(owner, row, lastSequence + index, rows[index - 1]);
      return publisher.publish(row.subject, row.payload, headers);
    });
    return resultOf(await Promise.allSettled(answers), lastSequence);
  } finally {
    clearTimeout(late);
  }
}

/** The rows up to the first that was not stored. */
function resultOf(answers: PromiseSettledResult<PubAck>[], lastSequence: number): WindowResult {
  const result: WindowResult = { sequences: [], lastSequence };
  for (const answer of answers) {
    if (answer.status === 'rejected') return { ...result, failure: answer.reason };
    result.sequences.push(answer.value.seq);
    result.lastSequence = Math.max(result.lastSequence, answer.value.seq);
  }
  return result;
}

/** The event's attributes, and what the stream has to look like before it takes the message. */
function headersOf(
  owner: string,
  row: OutboxRow,
  lastSequence: number,
  before: OutboxRow | undefined,
): MsgHdrs {
  const headers: Record<string, string> = {
    ...toHeaders({
      id: row.id,
      subject: row.subject,
      owner,
      entityId: row.entity_id,
      entityVersion: row.entity_version,
      occurredAt: row.occurred_at,
      traceparent: row.traceparent,
    }),
    'Nats-Msg-Id': row.id,
    'Nats-Expected-Last-Sequence': String(lastSequence),
    ...(before && { 'Nats-Expected-Last-Msg-Id': before.id }),
  };
  // Setting headers one by one checks each name each time, which is a tenth of the whole cost of publishing.
  return MsgHdrsImpl.fromRecord(
    headers as Record<string, string | string[]> as Record<string, string[]>,
  );
}
