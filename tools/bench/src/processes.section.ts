import { residentMegabytes } from './process-usage';
import { atMost, type Section } from './report';
import type { Stage } from './stage';
import { median } from './statistics';

const rounds = 3;
const mostMegabytes = 110;

/** Measures the start-up time of each service while the others run, and its memory. */
export async function measureProcesses(
  { tribe, memoryAfterStart }: Stage,
  loaded: boolean,
): Promise<Section> {
  const afterLoad = new Map(tribe.services.map(({ name, pid }) => [name, residentMegabytes(pid)]));
  const startTimes = new Map<string, number[]>(tribe.services.map(({ name }) => [name, []]));

  for (let round = 0; round < rounds; round += 1) {
    for (const service of tribe.services) {
      await service.stop();
      const started = performance.now();
      await service.start();
      startTimes.get(service.name)?.push(performance.now() - started);
    }
  }

  return {
    title: '5. Start-up and memory of each service',
    columns: ['spawn to ready', 'resident after start', loaded ? 'after the load' : 'idle since'],
    lines: tribe.services.map(({ name }) => {
      const [fresh, used] = [
        memoryAfterStart.get(name) ?? Number.NaN,
        afterLoad.get(name) ?? Number.NaN,
      ];
      const seconds = median(startTimes.get(name) ?? []) / 1000;
      return {
        what: name,
        figures: [`${seconds.toFixed(2)} s`, `${fresh.toFixed(0)} MB`, `${used.toFixed(0)} MB`],
        aim: atMost(Math.max(fresh, used), mostMegabytes, ' MB'),
      };
    }),
    note: 'Started one at a time while the others run; readiness is polled every 50 ms.',
  };
}
