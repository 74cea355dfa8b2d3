import { setTimeout as sleep } from 'node:timers/promises';
import type { JetStreamManager } from '@nats-io/jetstream';
import { ModulesContainer } from '@nestjs/core';
import { durablesOf, pendingEventsSql } from '@tribe/events';
import { runnableJobsSql } from '@tribe/jobs';
import { Clock, Database, type RunningService } from '@tribe/service-kit';
import type { DeclaredDurable } from './declared-durables';

export interface SettleOptions {
  /** How long everything in flight may take, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
}

/** What is looked at. */
export interface SettleScope {
  readonly services: readonly RunningService[];
  /** Services that run as processes of their own. */
  readonly processes: readonly ProcessInSight[];
  readonly streams: () => Promise<JetStreamManager>;
}

/** A service of another process, seen through its schema and its durables; its jobs are out of sight. */
export interface ProcessInSight extends Schema {
  readonly durables: readonly DeclaredDurable[];
}

/** The schema of one service. */
interface Schema {
  readonly name: string;
  /** Rows of a query with the rights of the service. */
  readonly query: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;
  /** The time as the service sees it; absent when it cannot be known. */
  readonly now?: Date;
}

/** One look at the system. */
interface Look {
  /** What is still to do, in words. */
  readonly pending: readonly string[];
  /** Changes whenever something moved, even when it had arrived by the time of the look. */
  readonly progress: string;
}

const pauseMs = 10;

/**
 * Waits until two looks in a row find nothing pending and nothing moved between them. One look is not enough: an
 * event may hop from a place not yet looked at to one that was.
 */
export async function settle(
  scope: SettleScope,
  { timeoutMs = 10_000 }: SettleOptions = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let previous: Look | undefined;
  for (;;) {
    const current = await look(scope);
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

async function look({ services, processes, streams }: SettleScope): Promise<Look> {
  const schemas = [...services.flatMap(schemaOf), ...processes];
  const inSchemas = await Promise.all(
    schemas.map((schema) =>
      lookAtSchema(schema).catch(notAnswering(`the Postgres of ${schema.name}`)),
    ),
  );
  const expected = [
    ...services.flatMap(({ app }) => durablesOf(app)),
    ...processes.flatMap(({ durables }) => durables),
  ];
  const inStreams = await lookAtStreams(streams, expected).catch(notAnswering('NATS'));
  const all = [...inSchemas, inStreams];
  return {
    pending: all.flatMap(({ pending }) => pending),
    progress: all.map(({ progress }) => progress).join(),
  };
}

const quiet: Look = { pending: [], progress: '' };

/** The schema of a service of this process, when it has one. */
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

/** What is to do in a schema: events to publish, dead letters to replay, jobs that are due or running. */
async function lookAtSchema({ name, query, now }: Schema): Promise<Look> {
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

/** A server that was just restarted does not answer at once. */
function notAnswering(what: string) {
  return (error: unknown): Look => ({
    pending: [`${what} does not answer: ${String(error)}`],
    progress: '',
  });
}

/** A durable that is being taken over is missing for a moment, which must not look like idleness. */
async function lookAtStreams(
  streams: () => Promise<JetStreamManager>,
  expected: readonly DeclaredDurable[],
): Promise<Look> {
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

/** Asking Nest for a provider that is not there would log an error. */
function find<T>({ app }: RunningService, type: new (...args: never[]) => T): T | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.some(({ providers }) => providers.has(type))
    ? app.get(type, { strict: false })
    : undefined;
}

function unsettled({ pending }: Look, timeoutMs: number): Error {
  const what =
    pending.length === 0 ? 'nothing is pending, but events keep coming' : pending.join('\n  ');
  return new Error(`Not settled after ${timeoutMs} ms:\n  ${what}`);
}
