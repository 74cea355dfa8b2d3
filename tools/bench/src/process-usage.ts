import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process, in MB (10^6 bytes). NaN when it does not run. */
export function residentMegabytes(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const kibibytes =
    process.platform === 'linux'
      ? residentFromProc(pid)
      : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
  return (kibibytes * 1024) / 1e6;
}

/** Processor time a process has used until now, in microseconds, in steps of 10 ms. NaN where the system does not tell. */
export function cpuMicroseconds(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold blanks; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function residentFromProc(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
