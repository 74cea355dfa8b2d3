import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process id with its start time, because pids are reused. */
export interface ProcessIdentity {
  name: string;
  pid: number;
  startedAt: string;
}

/** @returns undefined when the process does not exist */
export function identify(name: string, pid: number | undefined): ProcessIdentity | undefined {
  if (pid === undefined) return undefined;
  const startedAt = startTime(pid);
  return startedAt === undefined ? undefined : { name, pid, startedAt };
}

export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  return startTime(pid) === startedAt;
}

function startTime(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .toString()
        .trim();
    }

    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');

    // The first field after the name is the state; a zombie process has ended.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
