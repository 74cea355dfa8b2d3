import { createHash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { type StoredEvent, uuidIn } from '../event/event-envelope';

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>;

const maxErrorLength = 4_000;

/** A dead letter whose replay was requested. */
export interface RequestedReplay {
  event_id: string;
  subject: string;
  headers: Record<string, string>;
  payload: Buffer;
  stream_seq: string;
}

/** Writes the dead letter and the inbox row in one statement, so that the event is only handled again on request. */
export async function parkEvent(
  db: Queryable,
  durable: string,
  stored: StoredEvent,
  error: unknown,
  tries: number,
): Promise<void> {
  const { subject, headers, payload, streamSequence } = stored;
  const version = headers['ce-entityversion'];
  await db.query({
    name: 'dead-letter-park',
    text: `WITH dead_letter AS (
             INSERT INTO dead_letters (durable, event_id, subject, headers, payload, stream_seq, entity_id, entity_version, error, tries)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (durable, event_id) DO UPDATE
               SET error = excluded.error, tries = dead_letters.tries + excluded.tries, failed_at = now(),
                   replay_requested_at = NULL, replayed_at = NULL)
           INSERT INTO inbox (durable, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    values: [
      durable,
      uuidIn(headers, 'ce-id') ?? standInId(stored),
      subject,
      JSON.stringify(headers),
      Buffer.from(payload),
      streamSequence,
      uuidIn(headers, 'ce-subject') ?? null,
      version && /^\d{1,18}$/.test(version) ? version : null,
      describe(error),
      tries,
    ],
  });
}

/** Returns the dead letters of a durable whose replay was requested, the oldest failure first. */
export async function requestedReplays(
  db: Queryable,
  durable: string,
  limit: number,
): Promise<RequestedReplay[]> {
  const { rows } = await db.query<RequestedReplay>(
    `SELECT event_id, subject, headers, payload, stream_seq FROM dead_letters
      WHERE durable = $1 AND replay_requested_at IS NOT NULL AND replayed_at IS NULL
      ORDER BY failed_at, event_id LIMIT $2`,
    [durable, limit],
  );
  return rows;
}

/** Records a failed replay: the dead letter stays until its replay is requested again. */
export async function recordFailedReplay(
  db: Queryable,
  durable: string,
  eventId: string,
  error: unknown,
  tries: number,
): Promise<void> {
  await db.query(
    `UPDATE dead_letters SET error = $3, tries = tries + $4, failed_at = now(), replay_requested_at = NULL
      WHERE durable = $1 AND event_id = $2`,
    [durable, eventId, describe(error), tries],
  );
}

/** A deterministic id for a message without one, the same on every delivery. */
function standInId({ subject, streamSequence, payload }: StoredEvent): string {
  const hex = createHash('sha256')
    .update(`${subject}\n${streamSequence}\n`)
    .update(payload)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function describe(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return text.replaceAll('\u0000', '').slice(0, maxErrorLength);
}
