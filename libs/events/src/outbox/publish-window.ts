import type { PubAck } from '@nats-io/jetstream';
import { type MsgHdrs, MsgHdrsImpl } from '@nats-io/nats-core';
import { toHeaders } from '../event/event-envelope';
import type { AckedPublisher } from './acked-publisher';
import type { OutboxRow } from './outbox.queries';

/** Deadline of a whole window; unacknowledged rows are published again. */
const ackTimeoutMs = 3_000;

export interface WindowResult {
  /** Stream sequences of the stored rows, in order; they form a prefix of the window. */
  sequences: number[];
  /** Last sequence of the stream according to the acknowledgements. */
  lastSequence: number;
  /** Why the remaining rows were not stored. */
  failure?: unknown;
}

/**
 * Publishes rows in order without waiting between them.
 *
 * The stream accepts each row only at its exact position: at the expected sequence and right after its predecessor. So
 * a lost message rejects all later messages, and a stream that lost its tail accepts nothing until it is verified. The
 * server checks for duplicates before it checks expectations: rows stored by an earlier try return their original
 * sequence, and the rows after them wait for the next window. Only both expectations together keep a row that committed
 * late between stored rows from being overtaken.
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

/** Collects the rows before the first row that was not stored. */
function resultOf(answers: PromiseSettledResult<PubAck>[], lastSequence: number): WindowResult {
  const result: WindowResult = { sequences: [], lastSequence };
  for (const answer of answers) {
    if (answer.status === 'rejected') return { ...result, failure: answer.reason };
    result.sequences.push(answer.value.seq);
    result.lastSequence = Math.max(result.lastSequence, answer.value.seq);
  }
  return result;
}

/** Returns the event's attributes and the expected state of the stream. */
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
  // Setting headers one by one validates each name again, which is a tenth of the cost of publishing.
  return MsgHdrsImpl.fromRecord(
    headers as Record<string, string | string[]> as Record<string, string[]>,
  );
}
