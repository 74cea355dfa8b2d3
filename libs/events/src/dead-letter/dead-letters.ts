import { eventTypeOf, UserErasedSchema } from '@tribe/contracts';
import type { SqlTransaction } from '@tribe/service-kit';
import type { ClientBase, Pool } from 'pg';

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>;

/** A dead letter as an operator sees it. */
export interface DeadLetter {
  durable: string;
  eventId: string;
  subject: string;
  entityId: string | null;
  entityVersion: string | null;
  error: string;
  tries: number;
  failedAt: Date;
  replayRequestedAt: Date | null;
}

const maxListed = 1_000;

/**
 * Returns dead letters that were not replayed successfully, the oldest failure first.
 *
 * @param db a connection whose search_path is the service's schema
 * @param limit at most 1000
 */
export async function listDeadLetters(
  db: Queryable,
  { limit = 100 }: { limit?: number } = {},
): Promise<DeadLetter[]> {
  const { rows } = await db.query<DeadLetter>(
    `SELECT durable, event_id AS "eventId", subject, entity_id AS "entityId", entity_version AS "entityVersion", error, tries,
            failed_at AS "failedAt", replay_requested_at AS "replayRequestedAt"
       FROM dead_letters WHERE replayed_at IS NULL ORDER BY failed_at, event_id LIMIT $1`,
    [Math.min(limit, maxListed)],
  );
  return rows;
}

/**
 * Requests the replay of dead letters from the running service. The service replays them at once, each in the lane of
 * its entity; a letter that fails again stays a dead letter with the new error.
 *
 * @param db a connection whose search_path is the service's schema
 * @param which ids of events, or `'all'`
 * @returns the number of requested replays
 */
export async function requestReplay(
  db: Queryable,
  which: readonly string[] | 'all',
): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE dead_letters SET replay_requested_at = now()
      WHERE replayed_at IS NULL AND replay_requested_at IS NULL AND ($1::uuid[] IS NULL OR event_id = ANY ($1))`,
    [which === 'all' ? null : which],
  );
  return rowCount ?? 0;
}

const maxDeleted = 1_000;

/**
 * Deletes dead letters that mention an erased user, so that no replay restores their data. At most 1000 per call;
 * payloads contain ids as text. Keeps dead letters of UserErased: the projection that failed on it must still apply it.
 *
 * @returns the number of deleted dead letters
 */
export async function deleteDeadLettersAbout(tx: SqlTransaction, userId: string): Promise<number> {
  return tx.sql.execute(
    'dead_letters_delete_dead_letters_about',
    `DELETE FROM dead_letters WHERE (durable, event_id) IN (
      SELECT durable, event_id FROM dead_letters
       WHERE subject <> $1
         AND (entity_id = $2::uuid OR position(convert_to($2::text, 'UTF8') IN payload) > 0)
       LIMIT $3)`,
    [eventTypeOf(UserErasedSchema).subject, userId, maxDeleted],
  );
}
