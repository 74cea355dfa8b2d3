import {
  isPortFree,
  portHolder,
  portUses,
  type PortUse,
  type ServiceEntry,
  serverPorts,
} from '@tribe/local-servers';
import type { PortFacts } from './port.rules';

/** Looks for the ports of the system that are taken. */
export async function portFacts(
  offset: number,
  services: readonly ServiceEntry[],
): Promise<PortFacts> {
  const uses = usesAt(offset, services);
  const taken = await takenOf(uses);
  return {
    total: uses.length,
    taken: taken.map((use) => ({ ...use, holder: portHolder(use.port) })),
    freeOffset: taken.length > 0 ? await freeOffset(offset, services) : undefined,
  };
}

async function freeOffset(
  current: number,
  services: readonly ServiceEntry[],
): Promise<number | undefined> {
  for (let offset = 100; offset < 1_000; offset += 100) {
    if (offset === current) continue;
    if ((await takenOf(usesAt(offset, services))).length === 0) return offset;
  }
  return undefined;
}

async function takenOf(uses: readonly PortUse[]): Promise<PortUse[]> {
  const free = await Promise.all(uses.map(({ port }) => isPortFree(port)));
  return uses.filter((_, index) => !free[index]);
}

function usesAt(offset: number, services: readonly ServiceEntry[]): PortUse[] {
  const moved = services.map((service) => ({
    ...service,
    port: service.port + offset,
    metricsPort: service.metricsPort + offset,
  }));
  return portUses(serverPorts(offset), moved);
}
