import { setTimeout as sleep } from 'node:timers/promises';
import type { JetStreamManager } from '@nats-io/jetstream';
import { ModulesContainer } from '@nestjs/core';
import { durablesOf } from '@tribe/events';
import { JobStore } from '@tribe/jobs';
import { Database, type RunningService } from '@tribe/service-kit';

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
export interface ProcessInSight {
  readonly name: string;
  readonly durables: readonly string[];
  /** Rows of a query with the rights of the service. */
  readonly query: QueryRows;
}

type QueryRows = <T extends object>(text: string) => Promise<T[]>;

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
export async function settle(scope: SettleScope, { timeoutMs = 10_000 }: SettleOptions = {}): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let previous: Look | undefined;
  for (;;) {
    const current = await look(scope);
    const quiet =
      previous?.pending.length === 0 && current.pending.length === 0 && previous.progress === current.progress;
    if (quiet) return;
    if (performance.now() > deadline) throw unsettled(current, timeoutMs);
    previous = current;
    await sleep(pauseMs);
  }
}

async function look({ services, processes, streams }: SettleScope): Promise<Look> {
  const schemas = [...services.flatMap(schemaOf), ...processes];
  const outboxes = await Promise.all(
    schemas.map((schema) => lookAtOutbox(schema).catch(notAnswering(`the Postgres of ${schema.name}`))),
  );
  const inHere = services.flatMap(({ app }) => durablesOf(app).map(({ durable }) => durable));
  const expected = [...inHere, ...processes.flatMap(({ durables: others }) => others)];
  const durables = await lookAtStreams(streams, expected).catch(notAnswering('NATS'));
  const jobs = await Promise.all(
    services.map((service) => lookAtJobs(service).catch(notAnswering(`the Postgres of ${service.name}`))),
  );
  const all = [...outboxes, durables, ...jobs];
  return { pending: all.flatMap(({ pending }) => pending), progress: all.map(({ progress }) => progress).join() };
}

const quiet: Look = { pending: [], progress: '' };

/** The schema of a service of this process, when it has one. */
function schemaOf(service: RunningService): { name: string; query: QueryRows }[] {
  const database = find(service, Database);
  const query: QueryRows = async <T extends object>(text: string) => (await database?.pool.query<T>(text))?.rows ?? [];
  return database ? [{ name: service.name, query }] : [];
}

async function lookAtOutbox({ name, query }: { name: string; query: QueryRows }): Promise<Look> {
  const [outbox] = await query<{ found: boolean }>(`SELECT to_regclass('outbox') IS NOT NULL AS found`);
  if (!outbox?.found) return quiet;
  const rows = await query<{ subject: string; waiting: number; written: string }>(
    `SELECT subject, (count(*) FILTER (WHERE published_at IS NULL))::int AS waiting, max(position)::text AS written
     FROM outbox GROUP BY subject
     UNION ALL
     SELECT 'a replay of a dead letter', count(*)::int, '' FROM dead_letters
     WHERE replay_requested_at IS NOT NULL AND replayed_at IS NULL`,
  );
  const pending = rows
    .filter(({ waiting }) => waiting > 0)
    .map(({ subject, waiting }) => `${name}: ${waiting} × ${subject} waits`);
  return { pending, progress: rows.map(({ written }) => written).join() };
}

/** A server that was just restarted does not answer at once. */
function notAnswering(what: string) {
  return (error: unknown): Look => ({ pending: [`${what} does not answer: ${String(error)}`], progress: '' });
}

/** A durable that is being taken over is missing for a moment, which must not look like idleness. */
async function lookAtStreams(streams: () => Promise<JetStreamManager>, expected: readonly string[]): Promise<Look> {
  const manager = await streams();
  const missing = new Set(expected);
  const pending: string[] = [];
  const progress: number[] = [];
  for await (const stream of manager.streams.list()) {
    progress.push(stream.state.last_seq);
    for await (const { name, num_pending, num_ack_pending } of manager.consumers.list(stream.config.name)) {
      missing.delete(name);
      const waiting = num_pending + num_ack_pending;
      if (waiting > 0)
        pending.push(
          `${name}: ${num_pending} events of ${stream.config.name} not delivered, ${num_ack_pending} not handled`,
        );
    }
  }
  for (const name of missing) pending.push(`${name}: does not exist yet`);
  return { pending, progress: progress.join() };
}

async function lookAtJobs(service: RunningService): Promise<Look> {
  const jobs = find(service, JobStore);
  if (!jobs) return quiet;
  const runnable = await jobs.runnable();
  return {
    pending: runnable.map(({ kind, count }) => `${service.name}: ${count} × job ${kind} due or running`),
    progress: '',
  };
}

/** Asking Nest for a provider that is not there would log an error. */
function find<T>({ app }: RunningService, type: new (...args: never[]) => T): T | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.some(({ providers }) => providers.has(type)) ? app.get(type, { strict: false }) : undefined;
}

function unsettled({ pending }: Look, timeoutMs: number): Error {
  const what = pending.length === 0 ? 'nothing is pending, but events keep coming' : pending.join('\n  ');
  return new Error(`Not settled after ${timeoutMs} ms:\n  ${what}`);
}
