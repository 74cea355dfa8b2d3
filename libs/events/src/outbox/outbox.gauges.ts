import { Gauge } from '@prometheus-io/client';
import type { Metrics, Sql } from '@tribe/service-kit';

/** Exact counts beyond this are expensive and of no use. */
const countUpTo = 100_000;

/** Adds gauges that query the tables on each scrape. */
export function addEventGauges(sql: Sql, { registry }: Metrics): void {
  const registers = [registry];
  const read = async (name: string, text: string): Promise<number> => {
    const [row] = await sql.query<{ value: string | null }>(name, text, []);
    return Number(row?.value ?? 0);
  };
  new Gauge({
    name: 'tribe_outbox_unpublished',
    help: `Events that wait to be published; ${countUpTo} means at least that many`,
    registers,
    async collect() {
      const text = `SELECT count(*) AS value FROM (SELECT FROM outbox WHERE published_at IS NULL LIMIT ${countUpTo}) AS waiting`;
      this.set(await read('outbox-unpublished', text));
    },
  });
  new Gauge({
    name: 'tribe_outbox_oldest_age_seconds',
    help: 'Age of the oldest unpublished event; 0 when there is none',
    registers,
    async collect() {
      const text = `SELECT extract(epoch FROM now() - created_at) AS value FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT 1`;
      this.set(await read('outbox-oldest-age', text));
    },
  });
  new Gauge({
    name: 'tribe_dead_letters',
    help: 'Dead letters that were not replayed successfully',
    registers,
    async collect() {
      const text = `SELECT count(*) AS value FROM (SELECT FROM dead_letters WHERE replayed_at IS NULL LIMIT ${countUpTo}) AS dead`;
      this.set(await read('dead-letters', text));
    },
  });
}
