import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startTribe, type Tribe, type TribeOptions } from '@tribe/testing';
import { goals, handling, notifications, schemas } from './services.test-support';

/** The two test services on real servers, with access to their internals. */
export interface TestSystem {
  readonly tribe: Tribe;
  readonly jsm: JetStreamManager;
  /** Versions of the goal that took effect, in order of effect. */
  effectsOn(goalId: string): Promise<number[]>;
  /** Runs a query with the rights of a service. */
  rows<T extends object>(service: string, text: string, values?: unknown[]): Promise<T[]>;
  /** Terminates the connections of a service whose application name ends with `ending`; returns their number. */
  cut(service: string, ending: string): Promise<number>;
  countConnections(service: string, ending: string): Promise<number>;
  /** The durable of the test consumer. */
  readonly durable: string;
  stop(): Promise<void>;
}

const selectEffects =
  'SELECT entity_version AS version FROM outbox WHERE entity_id = $1 ORDER BY position';
const connectionsOf =
  "from pg_stat_activity where application_name like '%' || $1 and usename = current_user and datname = current_database()";

export async function startTestSystem(options: Partial<TribeOptions> = {}): Promise<TestSystem> {
  const tribe = await startTribe({
    services: [goals, notifications],
    schemas,
    ...options,
    env: { EVENT_RETRY_DELAY_MS: '10', ...options.env },
  });
  const connection = await connectTo(tribe.nats.url);
  const jsm = await jetstreamManager(connection, { timeout: 5_000 });
  const rows = async <T extends object>(
    service: string,
    text: string,
    values: unknown[] = [],
  ): Promise<T[]> => {
    const client = await tribe.db(service);
    return (await client.query<T>(text, values)).rows;
  };
  return {
    tribe,
    jsm,
    rows,
    durable: 'notifications-goals-v1',
    async effectsOn(goalId) {
      const effects = await rows<{ version: string }>('notifications', selectEffects, [goalId]);
      return effects.map(({ version }) => Number(version));
    },
    async cut(service, ending) {
      return (await rows(service, `SELECT pg_terminate_backend(pid) ${connectionsOf}`, [ending]))
        .length;
    },
    async countConnections(service, ending) {
      return (await rows(service, `SELECT pid ${connectionsOf}`, [ending])).length;
    },
    async stop() {
      behave();
      await connection.close();
      await tribe.stop();
    },
  };
}

/** Resets all hooks of the handler. */
export function behave(): void {
  handling.misbehave = () => undefined;
  handling.afterwards = () => undefined;
}

/** Returns 1, 2, … up to `last`. */
export const upTo = (last: number): number[] =>
  Array.from({ length: last }, (_, index) => index + 1);

function connectTo(url: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(url);
  return connect({
    servers: host,
    user: username,
    pass: password,
    timeout: 2_000,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 20,
    ignoreAuthErrorAbort: true,
  });
}
