import { freePort, isPortFree } from '../servers/free-port';
import type { ServiceEntry } from '../topology/service-topology';
import { portHolder } from './port-holder';

/** Ports of the private servers; different from the default ports, so that a local Postgres may keep running. */
export interface ServerPorts {
  postgres: number;
  nats: number;
  redis: number;
  /** Port of the S3 server. */
  objects: number;
  /** Port that accepts mails. */
  smtp: number;
  /** Port of the mailbox page in the browser. */
  mailbox: number;
}

/** Returns the offset of all ports. `TRIBE_PORT_OFFSET=100 npm start` moves every port, in case one is taken. */
export function portOffset(env: NodeJS.ProcessEnv): number {
  const offset = Number(env['TRIBE_PORT_OFFSET'] ?? 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > 1_000) {
    throw new Error(
      `TRIBE_PORT_OFFSET must be a whole number from 0 to 1000, not "${env['TRIBE_PORT_OFFSET']}"`,
    );
  }
  return offset;
}

export function serverPorts(offset: number): ServerPorts {
  return {
    postgres: 54_329 + offset,
    nats: 42_229 + offset,
    redis: 63_799 + offset,
    objects: 42_900 + offset,
    smtp: 42_525 + offset,
    mailbox: 8_089 + offset,
  };
}

/** Returns free ports, for servers that run next to those of a developer. */
export async function freePorts(): Promise<ServerPorts> {
  const [postgres, nats, redis] = [await freePort(), await freePort(), await freePort()];
  const objects = await freePort();
  return { postgres, nats, redis, objects, smtp: await freePort(), mailbox: await freePort() };
}

/** A port that the system listens on. */
export interface PortUse {
  readonly port: number;
  /** For messages: `gateway`, `the metrics of goals`. */
  readonly user: string;
  readonly isServer: boolean;
}

/** Returns every port that the servers and the given services listen on. */
export function portUses(servers: ServerPorts, services: readonly ServiceEntry[]): PortUse[] {
  const server = (port: number, user: string): PortUse => ({ port, user, isServer: true });
  return [
    server(servers.postgres, 'Postgres'),
    server(servers.nats, 'NATS'),
    server(servers.redis, 'Redis'),
    server(servers.objects, 'the S3 server'),
    server(servers.smtp, 'the mailbox'),
    server(servers.mailbox, 'the page of the mailbox'),
    ...services.map(({ port, name }) => ({ port, user: name, isServer: false })),
    ...services.map(({ metricsPort, name }) => ({
      port: metricsPort,
      user: `the metrics of ${name}`,
      isServer: false,
    })),
  ];
}

/** @returns one line per port that another process listens on */
export async function takenPorts(
  servers: ServerPorts,
  services: readonly ServiceEntry[],
): Promise<string[]> {
  const checked = await Promise.all(
    portUses(servers, services).map(async (use) => ({ use, free: await isPortFree(use.port) })),
  );
  return checked
    .filter(({ free }) => !free)
    .map(({ use: { port, user } }) => `Port ${port}, needed by ${user}, is taken${heldBy(port)}.`);
}

function heldBy(port: number): string {
  const holder = portHolder(port);
  return holder ? ` by ${holder.program} (process ${holder.pid})` : '';
}
