import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Returns the resident memory of a process in MB (10^6 bytes), or NaN if it is not running. */
export function residentMegabytes(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const kibibytes =
    process.platform === 'linux'
      ? residentFromProc(pid)
      : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
  return (kibibytes * 1024) / 1e6;
}

/**
 * Returns the CPU time of a process in microseconds, with a resolution of 10 ms, or NaN if the system does not report
 * it.
 */
export function cpuMicroseconds(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may contain spaces; user and system time are the 14th and 15th fields.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');

  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function residentFromProc(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
