import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

const job = 'goals-send-reminders-v1';
const minuteMs = 60_000;
/** The time that preparing a minute may take. */
const marginMs = 30_000;
const deadlineMs = 30_000;
const minutesPerDay = 1_440;

export interface Scan {
  readonly due: number;
  /** From the start of the minute's job to its end. */
  readonly milliseconds: number;
}

/** Measures the job of a minute in which no reminder is due, and of one in which each 1,440th of all is. */
export async function measureScans(client: Client): Promise<{ idle: Scan; usual: Scan }> {
  const idle = await scanOf(client, async () => 0);
  const usual = await scanOf(client, (minute) => makeDue(client, minute));

  const { rows } = await client.query<{ due: number }>(
    'SELECT count(*)::int AS due FROM goals.reminders WHERE next_fire_at <= now()',
  );

  if (rows[0]?.due !== 0) throw new Error(`${rows[0]?.due} reminders were not sent`);

  return { idle, usual };
}

async function scanOf(client: Client, prepare: (minute: Date) => Promise<number>): Promise<Scan> {
  const minute = new Date(Math.ceil((Date.now() + marginMs) / minuteMs) * minuteMs);
  const due = await prepare(minute);
  await sleep(minute.getTime() - Date.now());

  return { due, milliseconds: await durationOf(client, minute) };
}

/** Moves reminders to a minute, spread over all reminders. */
async function makeDue(client: Client, minute: Date): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE goals.reminders
        SET next_fire_at = $1, next_fire_on = $2, reminder_time = $3
      WHERE abs(hashtext(id::text)) % ${minutesPerDay} = 0`,
    [minute, minute.toISOString().slice(0, 10), minute.toISOString().slice(11, 16)],
  );
  return rowCount ?? 0;
}

async function durationOf(client: Client, minute: Date): Promise<number> {
  const deadline = performance.now() + deadlineMs;

  while (performance.now() < deadline) {
    const { rows } = await client.query<{ ms: number }>(
      `SELECT (extract(epoch FROM finished_at - created_at) * 1000)::float8 AS ms
         FROM goals.due_jobs WHERE kind = $1 AND created_at >= $2 AND state = 'done'`,
      [job, minute],
    );
    if (rows[0]) return rows[0].ms;
    await sleep(100);
  }

  throw new Error(`${job} did not run`);
}
