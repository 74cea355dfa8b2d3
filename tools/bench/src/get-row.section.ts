import {
  atLeast,
  atMost,
  cpuPerRequest,
  milliseconds,
  perSecond,
  type Section,
  times,
} from './report';
import { interleave, type Measured, measured, warmUp } from './rounds';
import type { Stage } from './stage';

const kind = 'get-user';

interface Figures {
  readonly busy: Measured;
  readonly calm: Measured;
}

/** Measures reading a random row through the gateway, from the service directly, and from a minimal server. */
export async function measureGetRow(stage: Stage): Promise<Section> {
  const targets = [stage.bare, stage.alone('identity'), stage.behindGateway('identity')] as const;
  await warmUp(stage.load, targets, { kind, connections: 32 }, 16_000);

  const busy = await interleave(stage.load, targets, {
    kind,
    connections: 32,
    extent: { seconds: 4 },
    rounds: 5,
  });

  const calm = await interleave(stage.load, targets, {
    kind,
    connections: 1,
    extent: { seconds: 2 },
    rounds: 5,
  });

  const [bare, service, gateway] = targets.map((target) => ({
    busy: measured(busy, target),
    calm: measured(calm, target),
  })) as [Figures, Figures, Figures];

  return {
    title: '1. GET of one row, GET /api/v1/users/:id',
    columns: ['32 connections', 'p50', 'p99', 'p50 at 1 connection', 'CPU per request'],
    lines: [
      line('bare Fastify + pg', bare),
      line('service alone', service),
      line('gateway + service', gateway),
      line('whole system, card of a stranger', await measureCards(stage)),
      { what: 'service alone / bare', figures: ratios(service, bare) },
      ...verdict(gateway, bare),
    ],
    note: 'With token checks, rate limits and request logs; random rows; 4,000 users, each within the limits of a user. That a stranger sees no more than the card is confirmed by social-graph.',
  };
}

/** Measures reading the card of a user, because identity confirms with social-graph that the caller sees no more. */
async function measureCards({ load, everything }: Stage): Promise<Figures> {
  const plan = { kind: 'get-card', connections: 32, extent: { seconds: 3 }, rounds: 3 } as const;
  await warmUp(load, [everything], plan, 8_000);
  const busy = await interleave(load, [everything], plan);
  const calm = await interleave(load, [everything], { ...plan, connections: 1 });

  return { busy: measured(busy, everything), calm: measured(calm, everything) };
}

function verdict(gateway: Figures, bare: Figures): Section['lines'] {
  const throughput = gateway.busy.perSecond / bare.busy.perSecond;
  const latency = gateway.calm.p50 / bare.calm.p50;
  return [
    {
      what: 'gateway + service / bare: throughput',
      figures: [times(throughput)],
      aim: atLeast(throughput, 0.65),
    },
    {
      what: 'gateway + service / bare: p50',
      figures: ['', '', '', times(latency)],
      aim: atMost(latency, 2.4),
    },
  ];
}

function line(what: string, { busy, calm }: Figures) {
  return {
    what,
    figures: [
      perSecond(busy.perSecond),
      milliseconds(busy.p50),
      milliseconds(busy.p99),
      milliseconds(calm.p50),
      cpuPerRequest(busy.cpu),
    ],
  };
}

function ratios(subject: Figures, base: Figures): string[] {
  return [
    times(subject.busy.perSecond / base.busy.perSecond),
    '',
    '',
    times(subject.calm.p50 / base.calm.p50),
  ];
}
