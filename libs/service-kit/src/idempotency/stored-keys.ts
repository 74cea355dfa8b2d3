import { currentScope } from '../context/request-context';
import { violatesConstraint } from '../data/violates-constraint';
import type { KeyRow } from './pending-key';

/** Thrown by a handler whose write found that another request has stored the same Idempotency-Key. */
export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
}

/**
 * Returns the row of the request's Idempotency-Key for {@link storeKeys}, or undefined for a request without a key. For
 * endpoints declared `storesKey`.
 *
 * @param entityId the entity that the request creates
 * @param view the response, which must not depend on the write
 */
export function keyRowFor(entityId: string, view: object): KeyRow | undefined {
  return currentScope()?.pendingKey?.rowFor(entityId, view);
}

/**
 * Returns a hash of the request's Idempotency-Key, of the caller and the path, or undefined for a request without a key. For
 * an endpoint declared `storesKey` whose new row is found by this hash instead of a stored response.
 *
 * @returns 43 characters
 */
export function keyHashOf(): string | undefined {
  return currentScope()?.pendingKey?.hash;
}

/**
 * A CTE of a statement that changes an entity, which also stores the Idempotency-Keys of its requests: when the `WHERE`
 * condition holds. When another request has stored one of the keys, the statement fails, so that nothing is changed; see
 * {@link refuseTakenKey}.
 *
 * @param parameter the parameter with the rows of {@link keyRowFor} as a JSON array: `$7`
 * @param condition an SQL expression, which holds when the entity is changed
 */
export function storeKeysWhen(parameter: string, condition: string): string {
  return `
    stored_keys AS (
      INSERT INTO idempotency_keys (key_hash, request_mac, status, response, expires_at)
      SELECT decode(key_hash, 'hex'), decode(request_mac, 'hex'), status, decode(response, 'hex'), expires_at
        FROM json_to_recordset(${parameter}::json) AS asked
             (key_hash text, request_mac text, status smallint, response text, expires_at timestamptz)
       WHERE ${condition}
    )`;
}

/** Turns the failure of a statement with {@link storeKeysWhen} whose key is taken into a {@link KeyTakenError}. */
export function refuseTakenKey(error: unknown): never {
  throw violatesConstraint(error, 'idempotency_keys_pkey') ? new KeyTakenError() : error;
}

/**
 * Two CTEs of a statement that creates entities together with the Idempotency-Keys of their requests. `taken_entities` has
 * the entities whose key is stored already; the other parts of the statement must not write those. The statement waits
 * for another statement that stores the same key. It fails when two of its rows have the same key.
 *
 * @param parameter the parameter with the rows of {@link keyRowFor} as a JSON array: `$4`
 */
export function storeKeys(parameter: string): string {
  return `
    asked_keys AS (
      SELECT decode(key_hash, 'hex') AS key_hash, decode(request_mac, 'hex') AS request_mac, status,
             decode(response, 'hex') AS response, expires_at, entity_id
        FROM json_to_recordset(${parameter}::json) AS asked
             (key_hash text, request_mac text, status smallint, response text, expires_at timestamptz, entity_id uuid)
    ), stored_keys AS (
      INSERT INTO idempotency_keys AS known (key_hash, request_mac, status, response, expires_at)
      SELECT key_hash, request_mac, status, response, expires_at FROM asked_keys ORDER BY key_hash
      ON CONFLICT (key_hash) DO UPDATE
      SET request_mac = excluded.request_mac, status = excluded.status, response = excluded.response,
          expires_at = excluded.expires_at
      WHERE known.expires_at <= excluded.expires_at - interval '24 hours'
      RETURNING key_hash
    ), taken_entities AS (
      SELECT entity_id FROM asked_keys WHERE key_hash NOT IN (SELECT key_hash FROM stored_keys)
    )`;
}
