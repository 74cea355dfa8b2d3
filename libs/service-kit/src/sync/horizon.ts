import type { Sql } from '../data/sql';

/** The present of the database. */
export interface Horizon {
  /** All transactions before this one have ended, so that every later read sees their effects. */
  readonly horizon: bigint;
  /** The run of Postgres. After a crash or a failover, numbers of lost transactions can be used again. */
  readonly epoch: bigint;
}

/** Reads the present, before the reads whose results a client may know afterwards (ADR 0017). */
export async function readHorizon(sql: Sql): Promise<Horizon> {
  const [row] = await sql.query<Horizon>(
    'sync_horizon',
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon,
            (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint AS epoch`,
    [],
  );

  return row as Horizon;
}
