import type { Metrics, Sql } from '@tribe/service-kit';

/** Exact counts beyond this are expensive and of no use. */
const countUpTo = 100_000;

/** Adds gauges that query the tables on each scrape. */
export function addEventGauges(sql: Sql, metrics: Metrics): void {
  const read = async (name: string, text: string): Promise<number> => {
    const [row] = await sql.query<{ value: string | null }>(name, text, []);
    return Number(row?.value ?? 0);
  };

  metrics.gauge({
    name: 'tribe_outbox_unpublished_events',
    help: `Events of the outbox that are not yet published; ${countUpTo} stands for this number or more`,
    collect: async (gauge) => {
      const text = `SELECT count(*) AS value FROM (SELECT FROM outbox WHERE published_at IS NULL LIMIT ${countUpTo}) AS waiting`;
      gauge.set(await read('outbox-unpublished', text));
    },
  });

  metrics.gauge({
    name: 'tribe_outbox_oldest_age_seconds',
    help: 'Age of the oldest event that is not yet published; 0 when there is none',
    collect: async (gauge) => {
      const text = `SELECT extract(epoch FROM now() - created_at) AS value FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT 1`;
      gauge.set(await read('outbox-oldest-age', text));
    },
  });

  metrics.gauge({
    name: 'tribe_dead_letters',
    help: 'Dead letters that are not yet replayed successfully',
    collect: async (gauge) => {
      const text = `SELECT count(*) AS value FROM (SELECT FROM dead_letters WHERE replayed_at IS NULL LIMIT ${countUpTo}) AS dead`;
      gauge.set(await read('dead-letters', text));
    },
  });
}
