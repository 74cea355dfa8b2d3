import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { freePort, isPortFree } from '../servers/free-port';
import type { ServiceEntry } from '../topology/service-topology';

/** Ports of the private servers; different from the default ports, so that a local Postgres may keep running. */
export interface ServerPorts {
  postgres: number;
  nats: number;
  redis: number;
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
    smtp: 42_525 + offset,
    mailbox: 8_089 + offset,
  };
}

/** Returns free ports, for servers that run next to those of a developer. */
export async function freePorts(): Promise<ServerPorts> {
  const [postgres, nats, redis] = [await freePort(), await freePort(), await freePort()];
  return { postgres, nats, redis, smtp: await freePort(), mailbox: await freePort() };
}

/** @returns one line per port that another process listens on */
export async function takenPorts(
  servers: ServerPorts,
  services: ServiceEntry[],
): Promise<string[]> {
  const wanted: [number, string][] = [
    [servers.postgres, 'Postgres'],
    [servers.nats, 'NATS'],
    [servers.redis, 'Redis'],
    [servers.smtp, 'the mailbox'],
    [servers.mailbox, 'the page of the mailbox'],
    ...services.map(({ port, name }): [number, string] => [port, name]),
    ...services.map(({ metricsPort, name }): [number, string] => [
      metricsPort,
      `the metrics of ${name}`,
    ]),
  ];
  const checked = await Promise.all(
    wanted.map(async ([port, user]) => ({ port, user, free: await isPortFree(port) })),
  );
  return checked
    .filter(({ free }) => !free)
    .map(({ port, user }) => `Port ${port}, needed by ${user}, is taken${heldBy(port)}.`);
}

function heldBy(port: number): string {
  const pid = process.platform === 'linux' ? linuxHolder(port) : lsofHolder(port);
  if (pid === undefined) return '';
  return ` by ${programOf(pid)} (process ${pid})`;
}

function programOf(pid: number): string {
  try {
    if (process.platform === 'linux') return path.basename(firstArgument(pid));
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)])
      .toString()
      .trim();
  } catch {
    return 'a program';
  }
}

/** Returns the program from the command line, because threads may change the process name. */
function firstArgument(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
}

/** Finds the inode of the listening socket, then the process that has it open. Processes of other users are hidden. */
function linuxHolder(port: number): number | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readLines(file));
  const listening = lines
    .map((line) => line.trim().split(/\s+/))
    .find((field) => {
      return field[1]?.endsWith(`:${hexPort}`) && field[3] === '0A';
    });
  const inode = listening?.[9];
  if (!inode) return undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => hasOpen(pid, `socket:[${inode}]`));
}

function hasOpen(pid: number, target: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(
      (fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === target,
    );
  } catch {
    return false;
  }
}

function lsofHolder(port: number): number | undefined {
  try {
    const output = execFileSync('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'], {
      timeout: 5_000,
    });
    return Number(output.toString().split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
