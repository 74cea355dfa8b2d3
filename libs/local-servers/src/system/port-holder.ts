import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** The process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** File name of its program: `node`. */
  readonly program: string;
}

/** @returns undefined when the process belongs to another user, or none listens */
export function portHolder(port: number): PortHolder | undefined {
  const pid = process.platform === 'linux' ? linuxHolder(port) : lsofHolder(port);
  return pid === undefined ? undefined : { pid, program: programOf(pid) };
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
