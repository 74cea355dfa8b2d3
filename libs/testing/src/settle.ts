import { setTimeout as sleep } from 'node:timers/promises';
import type { JetStreamManager } from '@nats-io/jetstream';
import { ModulesContainer } from '@nestjs/core';
import { durablesOf, pendingEventsSql } from '@tribe/events';
import { runnableJobsSql } from '@tribe/jobs';
import { Clock, Database, type RunningService } from '@tribe/service-kit';
import { patienceMs } from './patience';

/** A durable and the stream it reads. */
export interface DeclaredDurable {
  readonly durable: string;
  readonly stream: string;
}

export interface SettleOptions {
  /** Maximum wait, in milliseconds. Default {@link patienceMs}. */
  readonly timeoutMs?: number;
}

/** The parts of the system to check. */
export interface SettleScope {
  readonly services: readonly RunningService[];
  /** Services that run as separate processes. */
  readonly processes: readonly ObservedProcess[];
  readonly streams: () => Promise<JetStreamManager>;
}

/** A service in another process, observed through its schema and durables, but without its jobs. */
export interface ObservedProcess extends Schema {
  readonly durables: readonly DeclaredDurable[];
}

/** The schema of one service. */
interface Schema {
  readonly name: string;
  /** Runs a query with the rights of the service. */
  readonly query: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;
  /** The current time of the service's clock; absent when unknown. */
  readonly now?: Date;
}

/** A snapshot of the system's state. */
interface Observation {
  /** Descriptions of unfinished work. */
  readonly pending: readonly string[];
  /** Changes with every progress, even when the work is already finished. */
  readonly progress: string;
}

const pauseMs = 10;

/**
 * Waits until two consecutive observations find no pending work and no progress between them. One is not enough,
 * because an event may move from a part that is not checked yet to one that already was.
 */
export async function settle(
  scope: SettleScope,
  { timeoutMs = patienceMs }: SettleOptions = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let previous: Observation | undefined;
  for (;;) {
    const current = await observe(scope);

    const quiet =
      previous?.pending.length === 0 &&
      current.pending.length === 0 &&
      previous.progress === current.progress;

    if (quiet) return;
    if (performance.now() > deadline) throw unsettled(current, timeoutMs);
    previous = current;
    await sleep(pauseMs);
  }
}

async function observe({ services, processes, streams }: SettleScope): Promise<Observation> {
  const schemas = [...services.flatMap(schemaOf), ...processes];

  const inSchemas = await Promise.all(
    schemas.map((schema) =>
      observeSchema(schema).catch(notAnswering(`the Postgres of ${schema.name}`)),
    ),
  );

  const expected = [
    ...services.flatMap(({ app }) => durablesOf(app)),
    ...processes.flatMap(({ durables }) => durables),
  ];

  const inStreams = await observeStreams(streams, expected).catch(notAnswering('NATS'));
  const all = [...inSchemas, inStreams];

  return {
    pending: all.flatMap(({ pending }) => pending),
    progress: all.map(({ progress }) => progress).join(),
  };
}

const quiet: Observation = { pending: [], progress: '' };

/** Returns the schema of a service of this process, if it has one. */
function schemaOf(service: RunningService): Schema[] {
  const database = find(service, Database);
  if (!database) return [];
  const query: Schema['query'] = async <T extends object>(text: string, values?: unknown[]) =>
    (await database.pool.query<T>(text, values)).rows;

  return [{ name: service.name, query, now: service.app.get(Clock).now() }];
}

const eventsSql = `SELECT what || ' waits' AS what, waiting, written FROM (${pendingEventsSql}) AS events`;
const jobsSql = `
  SELECT 'job ' || kind || ' due or running' AS what, count AS waiting, '' AS written FROM (${runnableJobsSql}) AS jobs`;

/**
 * Observes the unfinished work of a schema: events to publish, dead letters to replay, jobs that are due or running.
 */
async function observeSchema({ name, query, now }: Schema): Promise<Observation> {
  const [tables] = await query<{ events: boolean; jobs: boolean }>(
    `SELECT to_regclass('outbox') IS NOT NULL AS events, to_regclass('due_jobs') IS NOT NULL AS jobs`,
  );

  const parts = [...(tables?.events ? [eventsSql] : []), ...(tables?.jobs && now ? [jobsSql] : [])];
  if (parts.length === 0) return quiet;

  const rows = await query<{ what: string; waiting: number; written: string }>(
    parts.join(' UNION ALL '),
    parts.includes(jobsSql) ? [now] : [],
  );

  const pending = rows.filter(({ waiting }) => waiting > 0);

  return {
    pending: pending.map(({ what, waiting }) => `${name}: ${waiting} × ${what}`),
    progress: rows.map(({ written }) => written).join(),
  };
}

/** Reports a failed observation as pending, because a restarted server does not answer at once. */
function notAnswering(what: string) {
  return (error: unknown): Observation => ({
    pending: [`${what} does not answer: ${String(error)}`],
    progress: '',
  });
}

/** Counts a missing durable as pending, because a durable is briefly missing while a replica takes it over. */
async function observeStreams(
  streams: () => Promise<JetStreamManager>,
  expected: readonly DeclaredDurable[],
): Promise<Observation> {
  const manager = await streams();
  const missing = new Set(expected.map(({ durable }) => durable));
  const read = new Set(expected.map(({ stream }) => stream));
  const pending: string[] = [];
  const progress: number[] = [];

  for await (const { config, state } of manager.streams.list()) {
    progress.push(state.last_seq);
    if (!read.has(config.name)) continue;
    for await (const {
      name,
      num_pending: undelivered,
      num_ack_pending: unhandled,
    } of manager.consumers.list(config.name)) {
      missing.delete(name);
      if (undelivered + unhandled === 0) continue;
      pending.push(
        `${name}: ${undelivered} events of ${config.name} not delivered, ${unhandled} not handled`,
      );
    }
  }

  for (const name of missing) pending.push(`${name}: does not exist yet`);

  return { pending, progress: progress.join() };
}

/** Returns a provider if it exists; `app.get` would log an error for a missing one. */
function find<T>({ app }: RunningService, type: new (...args: never[]) => T): T | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.some(({ providers }) => providers.has(type))
    ? app.get(type, { strict: false })
    : undefined;
}

function unsettled({ pending }: Observation, timeoutMs: number): Error {
  const what =
    pending.length === 0 ? 'nothing is pending, but events keep coming' : pending.join('\n  ');
  return new Error(`Not settled after ${timeoutMs} ms:\n  ${what}`);
}
