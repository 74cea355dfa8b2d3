import { NatsServer } from '../servers/nats-server';
import { ObjectServer } from '../servers/object-server';
import { PostgresServer } from '../servers/postgres-server';
import { RedisServer } from '../servers/redis-server';
import type { AllPrograms } from '../servers/server-source';
import type { ServerPorts } from './ports';
import type { RunState } from './run-state';
import type { Secrets } from './secrets';
import type { TribeFolder } from './tribe-folder';

/** The servers of a developer's machine. */
export interface DevServers {
  /** URL of the Postgres superuser. */
  readonly postgresUrl: string;
  /** In start order. */
  readonly servers: { name: string; start: () => Promise<void> }[];
  /** Stops NATS and starts it again; undefined when it runs in Docker. */
  readonly restartBroker?: () => Promise<void>;
  stop(): Promise<void>;
}

export interface DevServersInput {
  folder: TribeFolder;
  ports: ServerPorts;
  secrets: Secrets;
  run: RunState;
}

/** @returns one NATS user per service with its password */
export function natsUsers(secrets: Secrets): { name: string; password: string }[] {
  return Object.entries(secrets.services).map(([name, { nats }]) => ({ name, password: nats }));
}

/** Returns the servers as processes of this run. */
export function programServers(programs: AllPrograms, input: DevServersInput): DevServers {
  const { postgres, nats, redis, objects } = serversOf(programs, input);
  const starting: Promise<void>[] = [];
  const named = { Postgres: postgres, NATS: nats, Redis: redis, 'S3 server': objects };

  return {
    postgresUrl: postgres.url,
    servers: Object.entries(named).map(([name, server]) => ({
      name,
      start: () => {
        const begun = server.start().then(() => input.run.add(name, server.pid));
        starting.push(begun);
        return begun;
      },
    })),
    restartBroker: async () => {
      await nats.restart();
      input.run.add('NATS', nats.pid);
    },
    stop: async () => {
      // A server that is still starting would otherwise start after the stop.
      await Promise.allSettled(starting);
      await Promise.all([nats.stop(), redis.stop(), objects.stop()]);
      await postgres.stop();
    },
  };
}

function serversOf(programs: AllPrograms, { folder, ports, secrets }: DevServersInput) {
  return {
    postgres: new PostgresServer({
      folder: folder.postgres,
      port: ports.postgres,
      password: secrets.postgres,
      programs,
    }),
    nats: new NatsServer({
      folder: folder.nats,
      port: ports.nats,
      admin: { name: 'admin', password: secrets.natsAdmin },
      services: natsUsers(secrets),
      programs,
    }),
    redis: new RedisServer({
      folder: folder.redis,
      port: ports.redis,
      password: secrets.redis,
      programs,
    }),
    objects: new ObjectServer({
      folder: folder.objects,
      port: ports.objects,
      secretKey: secrets.objects,
      program: programs.objects,
    }),
  };
}
