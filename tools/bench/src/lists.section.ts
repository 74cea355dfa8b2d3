import { befriendPeople } from './lists.data';
import type { ListKind } from './load';
import { atMost, cpuPerRequest, milliseconds, perSecond, type Section } from './report';
import { interleave, type Measured, warmUp } from './rounds';
import type { Stage } from './stage';

/** Maximum CPU per request over all processes, in microseconds. */
const lists: readonly { kind: ListKind; what: string; aim: number }[] = [
  { kind: 'friends', what: 'friends, page of 20', aim: 750 },
  { kind: 'suggestions', what: 'friend suggestions', aim: 1_000 },
  { kind: 'search', what: 'search of users', aim: 1_000 },
  { kind: 'notifications', what: 'notifications', aim: 1_000 },
];

/** Measures lists through the gateway, with the CPU of all services and servers. */
export async function measureLists(stage: Stage): Promise<Section> {
  await befriendPeople(stage.tribe.postgresUrl);
  const lines: Section['lines'][number][] = [];

  for (const { kind, what, aim } of lists) {
    await warmUp(stage.load, [stage.everything], { kind, connections: 32 }, 4_000);

    const results = await interleave(stage.load, [stage.everything], {
      kind,
      connections: 32,
      extent: { seconds: 3 },
      rounds: 3,
    });

    const measured = results.get(stage.everything.name);
    if (measured) lines.push(lineOf(what, measured, aim));
  }

  return {
    title: '5. Lists, through the gateway, 4,000 users with 20 friends',
    columns: ['32 connections', 'p50', 'p99', 'CPU per request'],
    lines,
    note: 'CPU of all services, Postgres, NATS and Redis.',
  };
}

function lineOf(what: string, { perSecond: rate, p50, p99, cpu }: Measured, aim: number) {
  const total = Object.values(cpu).reduce((sum, each) => sum + each, 0);
  const used = `${Math.round(total)} µs: ${cpuPerRequest(cpu)}`;
  const figures = [perSecond(rate), milliseconds(p50), milliseconds(p99), used];

  return { what, figures, aim: atMost(Math.round(total), aim, ' µs') };
}
