import { Injectable } from '@nestjs/common';
import { Clock, Cursors, dayMs } from '@tribe/service-kit';
import { sourcesBytes } from './sync-sources';

const lifetimeMs = 30 * dayMs;

const at = { since: 0, until: 8, issued: 16, after: 24, sources: 40 };
const bodyBytes = at.sources + sourcesBytes;
const uuidPattern = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** How far a client has learned of the changes of its user. Transactions are numbers of Postgres (`xid8`). */
export interface SyncPosition {
  /** The client knows the effects of all transactions before this one. */
  readonly since: bigint;
  /** `since` of the next round; undefined before the first page of a round. */
  readonly until?: bigint | undefined;
  /** The last conversation of the page before; undefined before the first page of a round. */
  readonly after?: string | undefined;
  /** The positions of the other services. */
  readonly sources: Buffer;
}

/** The positions of services that were not asked yet. */
export const noSources = Buffer.alloc(sourcesBytes);

/** A user, and the run of Postgres whose transactions a position counts. */
export interface SyncOwner {
  readonly userId: string;
  readonly epoch: bigint;
}

/** Seals positions for clients: always 160 characters, for one user, one run of Postgres and 30 days. */
@Injectable()
export class SyncCursors {
  constructor(
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  seal(owner: SyncOwner, { since, until = 0n, after = '', sources }: SyncPosition): string {
    const body = Buffer.alloc(bodyBytes);
    body.writeBigUInt64BE(since, at.since);
    body.writeBigUInt64BE(until, at.until);
    body.writeBigUInt64BE(BigInt(this.clock.now().getTime()), at.issued);
    body.write(after.replaceAll('-', ''), at.after, 'hex');
    sources.copy(body, at.sources);

    return this.cursors.seal(purposeOf(owner), body);
  }

  /** Returns undefined for a cursor that was not issued to this owner in the last 30 days. */
  open(owner: SyncOwner, cursor: string): SyncPosition | undefined {
    const body = this.cursors.open(purposeOf(owner), cursor, bodyBytes);
    if (!body) return undefined;

    const age = this.clock.now().getTime() - Number(body.readBigUInt64BE(at.issued));
    if (age >= lifetimeMs) return undefined;

    const since = body.readBigUInt64BE(at.since);
    const until = body.readBigUInt64BE(at.until);
    const sources = body.subarray(at.sources);
    if (until === 0n) return { since, sources };

    const after = body.toString('hex', at.after, at.sources).replace(uuidPattern, '$1-$2-$3-$4-$5');

    return { since, until, after, sources };
  }
}

function purposeOf({ userId, epoch }: SyncOwner): string {
  return `sync ${userId} ${epoch}`;
}
