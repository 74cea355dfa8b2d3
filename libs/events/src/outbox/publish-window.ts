import { MsgHdrsImpl } from '@nats-io/nats-core';
import type { JetStreamClient, PubAck, StreamExpectations } from '@nats-io/jetstream';
import { toHeaders } from '../event/event-envelope';
import type { OutboxRow } from './outbox.queries';

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
  js: JetStreamClient,
  owner: string,
  rows: readonly OutboxRow[],
  lastSequence: number,
): Promise<WindowResult> {
  const answers = rows.map((row, index) => {
    const before = rows[index - 1];
    const expect = { lastSequence: lastSequence + index, ...(before && { lastMsgID: before.id }) };
    return publish(js, owner, row, expect);
  });
  const result: WindowResult = { sequences: [], lastSequence };
  for (const { ack, failure } of await Promise.all(answers)) {
    if (!ack) return { ...result, failure };
    result.sequences.push(ack.seq);
    result.lastSequence = Math.max(result.lastSequence, ack.seq);
  }
  return result;
}

async function publish(
  js: JetStreamClient,
  owner: string,
  row: OutboxRow,
  expect: Partial<StreamExpectations>,
): Promise<{ ack?: PubAck; failure?: unknown }> {
  const attributes = toHeaders({
    id: row.id,
    subject: row.subject,
    owner,
    entityId: row.entity_id,
    entityVersion: row.entity_version,
    occurredAt: row.occurred_at,
    traceparent: row.traceparent,
  });
  // Setting headers one by one checks each name each time, which is a tenth of the whole cost of publishing.
  const headers = MsgHdrsImpl.fromRecord(attributes as Record<string, string | string[]> as Record<string, string[]>);
  try {
    return {
      ack: await js.publish(row.subject, row.payload, { msgID: row.id, headers, expect, timeout: ackTimeoutMs }),
    };
  } catch (failure) {
    return { failure };
  }
}
