import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

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
 * Returns the proportional memory of a process in MB (10^6 bytes), in which pages that processes share are divided among
 * them, or NaN if the system does not report it.
 */
export function proportionalMegabytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');

  return (Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]) * 1024) / 1e6;
}

/**
 * Returns the CPU time of a process and its children, ended ones included, in microseconds, with a resolution of 10 ms,
 * or NaN if the system does not report it.
 */
export function cpuMicroseconds(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;

  const own = usageOf(pid);

  const children = livePids()
    .map((each) => usageOf(each))
    .filter((usage) => usage?.parent === pid);

  return [own, ...children].reduce((sum, usage) => sum + (usage?.ticks ?? 0), 0) * 10_000;
}

interface Usage {
  readonly parent: number;
  readonly ticks: number;
}

/** Returns undefined for a process that has ended. */
function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain spaces. The fields after it: state, parent, …; user and system time of the
    // process and of its ended children are the 12th to 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);

    return { parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}

function livePids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function residentFromProc(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
