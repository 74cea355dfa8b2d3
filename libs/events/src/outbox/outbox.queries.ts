import type { ClientBase } from 'pg';

/** An event that waits to be published. */
export interface OutboxRow {
  id: string;
  position: string;
  subject: string;
  entity_id: string;
  entity_version: string;
  payload: Buffer;
  traceparent: string | null;
  occurred_at: Date;
}

/** Result of one claim on the outbox. */
export interface Claim {
  /** False when another relay of the schema holds the lock. */
  held: boolean;
  /** Highest stream sequence written back by any relay of the schema; 0 when there is none. */
  highest: number;
  rows: OutboxRow[];
}

/** The advisory lock of the one relay of a schema that publishes. */
export const relayLock = "hashtextextended(current_schema() || '/outbox-relay', 0)";

/**
 * Opens a transaction, tries to take the relay lock of the schema and reads the oldest events, in one round trip. The
 * statements are separate so that the read sees what the previous holder of the lock committed.
 */
export async function beginClaim(client: ClientBase, limit: number): Promise<Claim> {
  const results = (await client.query(`
    BEGIN;
    SELECT pg_try_advisory_xact_lock(${relayLock}) AS held;
    SELECT coalesce(max(stream_seq), 0) AS highest FROM outbox;
    SELECT id, position, subject, entity_id, entity_version, payload, traceparent, occurred_at
      FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT ${Math.trunc(limit)}`)) as unknown as [
    unknown,
    { rows: [{ held: boolean }] },
    { rows: [{ highest: string }] },
    { rows: OutboxRow[] },
  ];
  return {
    held: results[1].rows[0].held,
    highest: Number(results[2].rows[0].highest),
    rows: results[3].rows,
  };
}

/** Writes back the acknowledged stream sequence of each row. */
export async function markPublished(
  client: ClientBase,
  ids: string[],
  sequences: number[],
): Promise<void> {
  await client.query({
    name: 'outbox-mark-published',
    text: `UPDATE outbox SET published_at = now(), stream_seq = acknowledged.seq
             FROM unnest($1::uuid[], $2::bigint[]) AS acknowledged (id, seq) WHERE outbox.id = acknowledged.id`,
    values: [ids, sequences],
  });
}

/** State of the stream as recorded in the outbox. */
export interface KnownStream {
  /** Creation time of the incarnation that was published to; null before the first one. */
  created: string | null;
  /** Highest acknowledged sequence; 0 when there is none. */
  highest: number;
}

export async function readKnownStream(client: ClientBase, stream: string): Promise<KnownStream> {
  const { rows } = await client.query<{ created: string | null; highest: string }>(
    `SELECT (SELECT created FROM stream_state WHERE stream = $1) AS created,
            coalesce((SELECT max(stream_seq) FROM outbox), 0) AS highest`,
    [stream],
  );
  return { created: rows[0]?.created ?? null, highest: Number(rows[0]?.highest ?? 0) };
}

/**
 * Marks up to `limit` events with a sequence above `lastSequence` as unpublished.
 *
 * @returns the number of marked events
 */
export async function unpublishAfter(
  client: ClientBase,
  lastSequence: number,
  limit: number,
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE outbox SET published_at = NULL, stream_seq = NULL
      WHERE id IN (SELECT id FROM outbox WHERE stream_seq > $1 ORDER BY stream_seq LIMIT $2)`,
    [lastSequence, limit],
  );
  return rowCount ?? 0;
}

export async function rememberStream(
  client: ClientBase,
  stream: string,
  created: string,
): Promise<void> {
  await client.query(
    `INSERT INTO stream_state (stream, created) VALUES ($1, $2)
       ON CONFLICT (stream) DO UPDATE SET created = excluded.created, verified_at = now()`,
    [stream, created],
  );
}
