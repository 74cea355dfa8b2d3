import { milliseconds, perSecond, type Section, times } from './report';
import { interleave, warmUp } from './rounds';
import type { Stage } from './stage';

const kind = 'create-goal';

/** A write with its event, and a bare server that inserts the same three rows in one transaction. */
export async function measureCreateGoal({ load, tribe, bareUrl }: Stage): Promise<Section> {
  const targets = [
    { name: 'bare Fastify + pg, three INSERTs', url: bareUrl },
    { name: 'service alone', url: tribe.urlOf('goals') },
    { name: 'gateway + service', url: tribe.urlOf('gateway') },
  ];
  await warmUp(load, targets, { kind, connections: 8, seconds: 3 });
  const busy = await interleave(load, targets, { kind, connections: 8, seconds: 3, rounds: 3 });
  const calm = await interleave(load, targets, { kind, connections: 1, seconds: 2, rounds: 3 });
  const base = busy.get(targets[0]?.name ?? '')?.perSecond ?? Number.NaN;
  const lines = [...busy].map(([what, { perSecond: rate, p50, p99 }]) => ({
    what,
    figures: [perSecond(rate), milliseconds(p50), milliseconds(p99), milliseconds(calm.get(what)?.p50 ?? Number.NaN), times(rate / base)],
  }));
  return {
    title: '2. Creating a goal, POST /api/v1/goals',
    columns: ['8 connections', 'p50', 'p99', 'p50 at 1 connection', 'throughput / bare'],
    lines,
    note: 'The event of every goal is published to NATS, and consumed, on the same cores while this is measured; the bare server has no events.',
  };
}
