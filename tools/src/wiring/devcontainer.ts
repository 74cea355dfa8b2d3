import { portUses, type ServiceEntry, serverPorts } from '@tribe/local-servers';

/** The servers, installed once, because the user of the container is not root. */
const servers = ['nats-server', 'postgresql', 'python3-pip', 'redis-server'];

/**
 * Returns the definition of a development container: Node, the server programs, the packages, and every port of the
 * system with its user as label.
 */
export function devcontainerText(services: readonly ServiceEntry[]): string {
  const uses = portUses(serverPorts(0), services);
  return JSON.stringify({
    name: 'Tribe',
    image: 'mcr.microsoft.com/devcontainers/javascript-node:24-bookworm',
    // Tests keep their databases in shared memory.
    runArgs: ['--shm-size=2g'],
    onCreateCommand: `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${servers.join(' ')}`,
    postCreateCommand: 'npm ci',
    forwardPorts: uses.map(({ port }) => port),
    portsAttributes: Object.fromEntries(
      uses.map(({ port, user }) => [String(port), { label: user }]),
    ),
    otherPortsAttributes: { onAutoForward: 'ignore' },
  });
}
