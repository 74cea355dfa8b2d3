import {
  atLeast,
  atMost,
  cpuPerRequest,
  milliseconds,
  perSecond,
  type Section,
  times,
} from './report';
import { interleave, type Measured, measured, type Target, warmUp } from './rounds';
import type { Stage } from './stage';

const plan = { kind: 'create-goal', connections: 32, extent: { seconds: 3 }, rounds: 3 } as const;
const withKey = { ...plan, kind: 'create-goal-with-key' } as const;
const calm = { ...plan, connections: 1, extent: { seconds: 2 } } as const;

/** Throughput relative to the bare server, and CPU of all processes. */
const aims = { throughput: 0.4, cpu: 2.6, cpuWithKey: 3 };

/**
 * Measures a write with its event, which all other services receive, and a minimal server that inserts the same three rows
 * in a transaction.
 */
export async function measureCreateGoal(stage: Stage): Promise<Section> {
  const bare = { ...stage.bare, name: 'bare Fastify + pg, three INSERTs' };
  const whole = stage.everything;
  await warmUp(stage.load, [bare, whole], plan, 4_000);
  await warmUp(stage.load, [whole], withKey, 2_000);

  const busy = await interleave(stage.load, [bare, whole], plan);
  const keyed = await interleave(stage.load, [whole], withKey);
  const single = await interleave(stage.load, [bare, whole], calm);

  const base = measured(busy, bare);
  const p50 = (target: Target) => milliseconds(measured(single, target).p50);

  return {
    title: '2. Creating a goal, POST /api/v1/goals, through the gateway, its event consumed',
    columns: ['32 connections', 'p50', 'p99', 'p50 at 1 connection', 'CPU per request'],
    lines: [
      { what: bare.name, figures: figuresOf(base, p50(bare)) },
      { what: whole.name, figures: figuresOf(measured(busy, whole), p50(whole)) },
      { what: `${whole.name}, Idempotency-Key`, figures: figuresOf(measured(keyed, whole), '') },
      ...verdict(base, measured(busy, whole), measured(keyed, whole)),
    ],
    note: 'CPU of all services, Postgres, NATS and Redis, until the events are consumed. The bare server has no events.',
  };
}

function verdict(base: Measured, plain: Measured, keyed: Measured): Section['lines'] {
  const throughput = plain.perSecond / base.perSecond;
  const [cpu, cpuWithKey] = [plain, keyed].map((each) => sumOf(each.cpu) / sumOf(base.cpu)) as [
    number,
    number,
  ];

  return [
    {
      what: 'throughput / bare',
      figures: [times(throughput)],
      aim: atLeast(throughput, aims.throughput),
    },
    {
      what: 'CPU / bare',
      figures: ['', '', '', '', times(cpu)],
      aim: atMost(cpu, aims.cpu),
    },
    {
      what: 'CPU / bare, Idempotency-Key',
      figures: ['', '', '', '', times(cpuWithKey)],
      aim: atMost(cpuWithKey, aims.cpuWithKey),
    },
  ];
}

function figuresOf({ perSecond: rate, p50, p99, cpu }: Measured, calmP50: string): string[] {
  const total = `${Math.round(sumOf(cpu))} µs: ${cpuPerRequest(cpu)}`;
  return [perSecond(rate), milliseconds(p50), milliseconds(p99), calmP50, total];
}

const sumOf = (cpu: Measured['cpu']) => Object.values(cpu).reduce((sum, each) => sum + each, 0);
