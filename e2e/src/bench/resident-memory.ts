import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process, in MB (10^6 bytes). NaN when it does not run. */
export function residentMegabytes(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const kibibytes = process.platform === 'linux' ? fromProc(pid) : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]));
  return (kibibytes * 1024) / 1e6;
}

function fromProc(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
