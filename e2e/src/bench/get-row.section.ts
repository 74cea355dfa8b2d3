import { atLeast, atMost, milliseconds, perSecond, type Section, times } from './report';
import { interleave, type Measured, warmUp } from './rounds';
import type { Stage } from './stage';

const kind = 'get-user';

/** One random row of a few thousand: through the edge, at the service itself, and from a bare server. */
export async function measureGetRow({ load, tribe, bareUrl }: Stage): Promise<Section> {
  const targets = [
    { name: 'bare', url: bareUrl },
    { name: 'gateway', url: tribe.urlOf('gateway') },
    { name: 'service', url: tribe.urlOf('identity') },
  ];
  await warmUp(load, targets, { kind, connections: 32, seconds: 4 });
  const busy = await interleave(load, targets, { kind, connections: 32, seconds: 4, rounds: 5 });
  const calm = await interleave(load, targets, { kind, connections: 1, seconds: 2, rounds: 5 });
  const figures = (name: string): { busy: Measured; calm: Measured } => {
    const [atWork, alone] = [busy.get(name), calm.get(name)];
    if (atWork === undefined || alone === undefined) throw new Error(`${name} was not measured`);
    return { busy: atWork, calm: alone };
  };
  const [bare, gateway, service] = [figures('bare'), figures('gateway'), figures('service')];
  const line = (what: string, one: typeof bare) => ({
    what,
    figures: [perSecond(one.busy.perSecond), milliseconds(one.busy.p50), milliseconds(one.busy.p99), milliseconds(one.calm.p50)],
  });
  const throughput = gateway.busy.perSecond / bare.busy.perSecond;
  const latency = gateway.calm.p50 / bare.calm.p50;
  return {
    title: '1. GET of one row, GET /api/v1/users/:id',
    columns: ['32 connections', 'p50', 'p99', 'p50 at 1 connection'],
    lines: [
      line('bare Fastify + pg', bare),
      line('service alone', service),
      line('gateway + service', gateway),
      { what: 'service alone / bare', figures: [times(service.busy.perSecond / bare.busy.perSecond), '', '', times(service.calm.p50 / bare.calm.p50)] },
      { what: 'gateway + service / bare: throughput', figures: [times(throughput)], aim: atLeast(throughput, 0.8) },
      { what: 'gateway + service / bare: p50', figures: ['', '', '', times(latency)], aim: atMost(latency, 2.5) },
    ],
    note: 'With token check, rate limits and request logs on; random rows; 4,000 people, each within the limits of one person.',
  };
}
