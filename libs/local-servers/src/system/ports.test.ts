import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '../servers/free-port';
import type { ServiceEntry } from '../topology/service-topology';
import { freePorts, portOffset, takenPorts } from './ports';

let holder: Server;

beforeEach(async () => {
  holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
});

afterEach(() => new Promise((resolve) => holder.close(resolve)));

test('takenPorts returns a line with the port, its user and its holder', async () => {
  const { port } = holder.address() as { port: number };
  const servers = await freePorts();
  const goals = { name: 'goals', port, metricsPort: await freePort() } as ServiceEntry;
  const lines = await takenPorts(servers, [goals]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    new RegExp(`^Port ${port}, needed by goals, is taken by .+ \\(process ${process.pid}\\)\\.$`),
  );
});

test('takenPorts returns nothing for free ports', async () => {
  const servers = await freePorts();
  expect(await takenPorts(servers, [])).toEqual([]);
});

test('portOffset parses TRIBE_PORT_OFFSET and refuses anything but a whole number', () => {
  expect(portOffset({})).toBe(0);
  expect(portOffset({ TRIBE_PORT_OFFSET: '100' })).toBe(100);
  expect(() => portOffset({ TRIBE_PORT_OFFSET: 'up' })).toThrow(
    'TRIBE_PORT_OFFSET must be a whole number',
  );
});
