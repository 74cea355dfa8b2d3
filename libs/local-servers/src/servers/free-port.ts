import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections: one of those could take a port before its server does. */
const lowest = 20_000;
const highest = 32_000;
const mostTries = 100;

const handedOut = new Set<number>();

/**
 * A TCP port on 127.0.0.1 that nobody listens on right now and that this process was not given before.
 *
 * @throws Error when a hundred ports in a row are taken
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (handedOut.has(port) || !(await isPortFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`no free port was found between ${lowest} and ${highest}`);
}

/** @returns true when nobody listens on the port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
