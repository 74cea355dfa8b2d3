import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { dayMs } from '../clock/durations';
import { batched } from '../data/batched';
import { Database } from '../data/database';
import type { OpenTransaction } from '../data/open-transaction';
import type { Sql } from '../data/sql';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { KeyedRequest, KeySecrets } from './sealed-response';
import { KeyTakenError } from './stored-keys';

const retentionMs = dayMs;
const retryAfterSeconds = 1;

const storeSql = `
  INSERT INTO idempotency_keys (key_hash, request_mac, status, response, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (key_hash) DO UPDATE
  SET request_mac = excluded.request_mac, status = excluded.status, response = excluded.response,
      expires_at = excluded.expires_at`;

const findSql = `
  SELECT encode(key_hash, 'hex') AS key_hash, request_mac, status, response, expires_at
    FROM unnest($1::text[]) AS asked (hash)
   CROSS JOIN LATERAL (SELECT * FROM idempotency_keys WHERE key_hash = decode(asked.hash, 'hex') OFFSET 0) AS stored`;

export interface StoredResponse {
  readonly key_hash: string;
  readonly expires_at: Date;
  readonly request_mac: Uint8Array;
  readonly status: number;
  readonly response: Uint8Array;
}

/** Returns the stored response of a key by its hash in hexadecimal. Concurrent requests share a statement. */
const findStored = batched(async (sql: Sql, hashes: readonly string[]) => {
  const rows = await sql.query<StoredResponse>('idempotency_keys_find', findSql, [hashes]);
  return new Map(rows.map((row) => [row.key_hash, row]));
});

/** The responses that are stored with their Idempotency-Keys. */
@Injectable()
export class StoredResponses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The end of the retention of a response that is stored now. */
  get expiresAt(): Date {
    return new Date(this.clock.now().getTime() + retentionMs);
  }

  async find(secrets: KeySecrets): Promise<StoredResponse | undefined> {
    const stored = await findStored(this.database, secrets.hash.toString('hex'));
    if (stored === undefined || stored.expires_at > this.clock.now()) return stored;
    await this.delete(stored);

    return undefined;
  }

  /**
   * Deletes exactly this response, and not one that another request has stored since; no two are sealed to the same bytes.
   */
  async delete({ key_hash: hash, response }: StoredResponse): Promise<void> {
    const text = `DELETE FROM idempotency_keys WHERE key_hash = decode($1, 'hex') AND response = $2`;
    await this.database.execute('idempotency_key_delete', text, [hash, response]);
  }

  /**
   * Makes a transaction the only one that may store the key.
   *
   * @throws AppError IDEMPOTENCY_KEY_IN_FLIGHT; KeyTakenError when another request has stored the key meanwhile
   */
  async claim(transaction: OpenTransaction, { lockNumber, hash }: KeySecrets): Promise<void> {
    const { rows } = await transaction.query({
      name: 'idempotency_key_lock',
      text: 'SELECT pg_try_advisory_xact_lock($1) AS locked',
      values: [lockNumber],
    });

    const [lock] = rows as { locked: boolean }[];
    if (lock?.locked !== true)
      throw new AppError(commonErrors.IDEMPOTENCY_KEY_IN_FLIGHT, { retryAfterSeconds });

    const { rowCount } = await transaction.query({
      name: 'idempotency_key_claim',
      text: 'SELECT FROM idempotency_keys WHERE key_hash = $1 AND expires_at > $2',
      values: [hash, this.clock.now()],
    });

    if (rowCount !== 0) throw new KeyTakenError();
  }

  async store(
    transaction: OpenTransaction,
    { secrets, mac }: KeyedRequest,
    { status, body }: { status: number; body: string },
  ): Promise<void> {
    await transaction.query({
      name: 'idempotency_key_store',
      text: storeSql,
      values: [secrets.hash, mac, status, secrets.seal(body), this.expiresAt],
    });
  }
}
