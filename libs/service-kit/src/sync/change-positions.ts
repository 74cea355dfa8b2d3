import type { Sql } from '../data/sql';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import { id } from '../ids/id';
import { readHorizon } from './horizon';

/** The size of a position in bytes: the run of Postgres and the transaction. */
const positionBytes = 16;
const transactionAt = 8;

/** The question of `GET /sync` for the changes of a user. */
export interface ChangesRequest {
  readonly userId: string;
  /** As answered before; anything else counts as none. */
  readonly position: Uint8Array;
}

/** The answer: a part of the response of `GET /sync`, and the position for the next question, always 16 bytes. */
export interface ChangesAnswer {
  /** JSON in UTF-8. */
  readonly changes: Uint8Array;
  readonly position: Uint8Array;
}

/**
 * Answers `GET /sync` for the part of a service. Rows keep the transaction of their last change (`xid8`), set by a default
 * and a trigger.
 *
 * @throws AppError RPC_REQUEST_INVALID for a user id that is none
 * @param read returns the part: what was changed by the transaction `since` or a later one; for undefined, the present state
 * @example
 * return answerChanges(this.database, request, (userId, since) => this.changes.since(userId, since));
 */
export async function answerChanges(
  sql: Sql,
  request: ChangesRequest,
  read: (userId: string, since: bigint | undefined) => Promise<object>,
): Promise<ChangesAnswer> {
  const { success, data: userId } = id.safeParse(request.userId);
  if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
  // Before the read, so that a change which the read does not see is not before the horizon.
  const { horizon, epoch } = await readHorizon(sql);
  const changes = await read(userId, sinceOf(request.position, epoch));
  const next = Buffer.alloc(positionBytes);
  next.writeBigUInt64BE(epoch);
  next.writeBigUInt64BE(horizon, transactionAt);

  return { changes: Buffer.from(JSON.stringify(changes), 'utf8'), position: next };
}

function sinceOf(position: Uint8Array, epoch: bigint): bigint | undefined {
  const bytes = Buffer.from(position);
  if (bytes.length !== positionBytes || bytes.readBigUInt64BE() !== epoch) return undefined;

  return bytes.readBigUInt64BE(transactionAt);
}
