import { createServer } from 'node:net';

/** Below the ephemeral ports, because an outgoing connection could take such a port before the server does. */
const lowest = 20_000;
const highest = 32_000;
/** The most workers of a test run. Each has ports of its own, because seconds pass until a port is used. */
const maxWorkers = 8;
const maxTries = 100;

const ports = portsOf(Number(process.env.JEST_WORKER_ID ?? 0));
let next = Math.floor(Math.random() * ports.count);

/**
 * Returns a free TCP port on 127.0.0.1. In a process, it returns again only after more than a thousand others.
 *
 * @throws Error when a hundred ports in a row are taken
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < maxTries; tried += 1) {
    next = (next + 1) % ports.count;
    const port = ports.first + next;
    if (await isPortFree(port)) return port;
  }

  throw new Error(`no free port was found between ${lowest} and ${highest}`);
}

/** @param worker its number, from 1; 0 outside of tests */
function portsOf(worker: number): { first: number; count: number } {
  if (worker < 1) return { first: lowest, count: highest - lowest };
  const count = Math.floor((highest - lowest) / maxWorkers);

  return { first: lowest + ((worker - 1) % maxWorkers) * count, count };
}

/** @returns true when no process listens on the port on 127.0.0.1 */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
