import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Describes the machine. */
export function machine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  const load = loadavg()[0]?.toFixed(1);

  return `${cpus().length} × ${cpu?.model.trim()}, ${memory}, ${type()} ${release()}, Node ${process.version}, load ${load} before the start`;
}
