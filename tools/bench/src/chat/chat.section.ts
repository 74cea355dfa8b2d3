import { atMost, cpuPerRequest, milliseconds, perSecond, type Section, times } from '../report';
import { interleave, type Measured, measured, warmUp } from '../rounds';
import type { Stage } from '../stage';
import { type CatchingUp, measureCatchingUp } from './catching-up';
import { formRooms, socketCount } from './chat.data';
import { type Delivery, measureDelivery } from './delivery';

const extent = { connections: 32, extent: { seconds: 3 }, rounds: 3 } as const;
const sends = { kind: 'send-message', ...extent } as const;
const inserts = { kind: 'create-goal', ...extent } as const;

/** Measures messages: their delivery, their cost, catching up, and the memory of open sockets. */
export async function measureChat(stage: Stage): Promise<Section[]> {
  await formRooms(stage.tribe.postgresUrl, stage.people);
  const cost = await measureCost(stage);
  const { deliveries, kilobytesPerSocket } = await measureDelivery(stage);

  return [
    deliverySection(deliveries, kilobytesPerSocket),
    cost,
    catchingUpSection(await measureCatchingUp(stage)),
  ];
}

function deliverySection(deliveries: readonly Delivery[], kilobytes: number): Section {
  return {
    title: `9a. From sending a message to the last member of a group, ${socketCount} open sockets`,
    columns: ['p50', 'p99', 'bare socket.io p50', 'bare socket.io p99', 'p50 / bare'],
    lines: [
      ...deliveries.map(({ size, tribe, raw }) => ({
        what: `group of ${size}`,
        figures: [
          ...[tribe.p50, tribe.p99, raw.p50, raw.p99].map(milliseconds),
          times(tribe.p50 / raw.p50),
        ],
      })),
      { what: 'memory of realtime per idle socket', figures: [`${kilobytes.toFixed(0)} kB`] },
    ],
    note: 'Sent through the gateway; the sockets are open at realtime directly, because one address may not open as many through the gateway. The bare server emits to a room and does nothing else: no token, no database, no broker.',
  };
}

async function measureCost({ load, bare, everything }: Stage): Promise<Section> {
  await warmUp(load, [bare], inserts, 4_000);
  await warmUp(load, [everything], sends, 4_000);
  const base = measured(await interleave(load, [bare], inserts), bare);
  const sent = measured(await interleave(load, [everything], sends), everything);

  return {
    title: '9b. Sending a message, POST …/messages, through the gateway, its event consumed',
    columns: ['32 connections', 'p50', 'p99', 'CPU per request'],
    lines: [
      line('bare Fastify + pg, three INSERTs', base),
      line(everything.name, sent),
      { what: 'CPU / bare', figures: ['', '', '', times(sumOf(sent.cpu) / sumOf(base.cpu))] },
    ],
    note: '4,000 users in groups of 20, without open sockets. CPU of all services, Postgres, NATS and Redis.',
  };
}

function catchingUpSection({ p50, p95, pages }: CatchingUp): Section {
  return {
    title: '9c. Catching up, GET /api/v1/sync, 200 conversations with 500 missed messages each',
    columns: ['p50', 'p95'],
    lines: [
      {
        what: pages === 1 ? 'one response' : `all ${pages} responses`,
        figures: [milliseconds(p50), milliseconds(p95)],
        aim: atMost(p95, 200, ' ms'),
      },
    ],
    note: 'From messaging directly, with the newest messages of each conversation.',
  };
}

function line(what: string, { perSecond: rate, p50, p99, cpu }: Measured) {
  const used = `${Math.round(sumOf(cpu))} µs: ${cpuPerRequest(cpu)}`;
  return { what, figures: [perSecond(rate), milliseconds(p50), milliseconds(p99), used] };
}

const sumOf = (cpu: Measured['cpu']) => Object.values(cpu).reduce((sum, each) => sum + each, 0);
