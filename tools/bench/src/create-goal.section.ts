import { cpuPerRequest, milliseconds, perSecond, type Section, times } from './report';
import { interleave, type Measured, warmUp } from './rounds';
import type { Stage } from './stage';

const kind = 'create-goal';

/** Measures a write with its event, and a minimal server that inserts the same three rows in a transaction. */
export async function measureCreateGoal(stage: Stage): Promise<Section> {
  const bare = { ...stage.bare, name: 'bare Fastify + pg, three INSERTs' };
  const targets = [bare, stage.alone('goals'), stage.behindGateway('goals')];
  await warmUp(stage.load, targets, { kind, connections: 8 }, 2_000);

  const busy = await interleave(stage.load, targets, {
    kind,
    connections: 8,
    extent: { seconds: 3 },
    rounds: 3,
  });

  const calm = await interleave(stage.load, targets, {
    kind,
    connections: 1,
    extent: { seconds: 2 },
    rounds: 3,
  });

  return {
    title: '2. Creating a goal, POST /api/v1/goals',
    columns: [
      '8 connections',
      'p50',
      'p99',
      'p50 at 1 connection',
      'CPU per request',
      'throughput / bare',
    ],
    lines: linesOf(busy, calm, busy.get(bare.name)?.perSecond ?? Number.NaN),
    note: 'During the measurement, the event of every goal is published and consumed on the same cores; the bare server has no events.',
  };
}

type Results = ReadonlyMap<string, Measured>;

function linesOf(busy: Results, calm: Results, base: number): Section['lines'] {
  return [...busy].map(([what, { perSecond: rate, p50, p99, cpu }]) => ({
    what,
    figures: [
      perSecond(rate),
      milliseconds(p50),
      milliseconds(p99),
      milliseconds(calm.get(what)?.p50 ?? Number.NaN),
      cpuPerRequest(cpu),
      times(rate / base),
    ],
  }));
}
