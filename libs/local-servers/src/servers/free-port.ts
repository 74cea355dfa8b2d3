import { createServer } from 'node:net';

/** Below the ephemeral ports, because an outgoing connection could take such a port before the server does. */
const lowest = 20_000;
const highest = 32_000;
const maxTries = 100;

const returnedPorts = new Set<number>();

/**
 * Returns a free TCP port on 127.0.0.1 that was not returned before in this process.
 *
 * @throws Error when a hundred ports in a row are taken
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < maxTries; tried += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (returnedPorts.has(port) || !(await isPortFree(port))) continue;
    returnedPorts.add(port);

    return port;
  }
  throw new Error(`no free port was found between ${lowest} and ${highest}`);
}

/** @returns true when no process listens on the port on 127.0.0.1 */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
