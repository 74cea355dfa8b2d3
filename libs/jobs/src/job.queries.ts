/**
 * The SQL of the job tables. Times are parameters, so that the injected clock decides which jobs are due.
 *
 * `attempts` is a fencing token: every claim increments it, so a worker whose lease expired cannot record its outcome.
 */
export const claimJobs = {
  name: 'jobs-claim',
  /** $1 kind, $2 now, $3 end of the lease, $4 limit, $5 serial */
  text: `
    WITH picked AS MATERIALIZED (
      SELECT id FROM due_jobs
      WHERE kind = $1 AND state IN ('due', 'running') AND claimable_at <= $2
        AND NOT ($5 AND EXISTS (
          SELECT 1 FROM due_jobs busy WHERE busy.kind = $1 AND busy.state = 'running' AND busy.claimable_at > $2))
      ORDER BY claimable_at
      LIMIT $4
      FOR UPDATE SKIP LOCKED
    )
    UPDATE due_jobs SET state = 'running', attempts = attempts + 1, claimable_at = $3
    FROM picked WHERE due_jobs.id = picked.id
    RETURNING due_jobs.id, key, payload, attempts`,
} as const;

export interface ClaimedRow {
  readonly id: string;
  readonly key: string;
  readonly payload: unknown;
  readonly attempts: number;
}

export const finishJob = {
  name: 'jobs-finish',
  /** $1 id, $2 attempts, $3 state, $4 error, $5 now */
  text: `
    UPDATE due_jobs SET state = $3, last_error = $4, finished_at = $5
    WHERE id = $1 AND attempts = $2 AND state = 'running'
    RETURNING id`,
} as const;

export const retryJob = {
  name: 'jobs-retry',
  /** $1 id, $2 attempts, $3 error, $4 time of the next try */
  text: `
    UPDATE due_jobs SET state = 'due', last_error = $3, claimable_at = $4
    WHERE id = $1 AND attempts = $2 AND state = 'running'
    RETURNING id`,
} as const;

export const rememberNewSchedule = {
  name: 'jobs-remember-schedule',
  /** $1 name, $2 slot */
  text: `
    INSERT INTO scheduled_slots (name, slot)
    SELECT $1::text, $2::timestamptz WHERE NOT EXISTS (SELECT 1 FROM scheduled_slots WHERE name = $1)
    ON CONFLICT DO NOTHING`,
} as const;

export const takeSlot = {
  name: 'jobs-take-slot',
  /** $1 name, $2 slot, $3 id, $4 key. The run is a due job. */
  text: `
    WITH won AS (
      INSERT INTO scheduled_slots (name, slot)
      SELECT $1::text, $2::timestamptz
      WHERE NOT EXISTS (SELECT 1 FROM scheduled_slots WHERE name = $1 AND slot >= $2)
      ON CONFLICT DO NOTHING
      RETURNING name
    )
    INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at)
    SELECT $3::uuid, won.name, $4::text, 'null'::jsonb, $2, $2 FROM won
    ON CONFLICT (kind, key) DO NOTHING
    RETURNING id`,
} as const;

export const purgeJobs = {
  name: 'jobs-purge',
  /** $1 done before, $2 failed before, $3 limit */
  text: `
    DELETE FROM due_jobs WHERE id IN (
      SELECT id FROM due_jobs
      WHERE finished_at < $1 AND state = 'done' OR finished_at < $2 AND state = 'failed'
      LIMIT $3)`,
} as const;

export const purgeSlots = {
  name: 'jobs-purge-slots',
  /** $1 before. Keeps the latest slot of a schedule, which determines the missed slots. */
  text: `
    DELETE FROM scheduled_slots old
    WHERE slot < $1 AND EXISTS (SELECT 1 FROM scheduled_slots newer WHERE newer.name = old.name AND newer.slot > old.slot)
    RETURNING name`,
} as const;

/**
 * Selects rows `(kind, count)` of jobs that run or could run at time $1, without future jobs and jobs that wait for a
 * retry. A drained system has none.
 */
export const runnableJobsSql = `
  SELECT kind, count(*)::int AS count FROM due_jobs
  WHERE state = 'running' OR state = 'due' AND claimable_at <= $1
  GROUP BY kind`;
