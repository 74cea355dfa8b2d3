import path from 'node:path';
import { repositoryRoot, type ServiceProcess } from '@tribe/local-servers';
import { proportionalMegabytes, residentMegabytes } from './process-usage';
import { type Aim, atMost, type Line, type Section } from './report';
import type { Stage } from './stage';
import { median } from './statistics';

const rounds = 3;
const mostMegabytes = 110;

const mostMegabytesTogether = 260;
const mostSecondsTogether = 5;
const mostProportionalMegabytes = 560;
const singleProcessProgram = path.join(repositoryRoot, 'tools/dist/single-process/main.js');

/** A process that a round starts and stops. */
type Startable = Pick<ServiceProcess, 'pid' | 'start' | 'stop'>;

/** The measurements of all rounds of a way to run the services. */
interface Form {
  readonly seconds: number[];
  readonly megabytes: number[];
  readonly proportional: number[];
}

/**
 * Measures the start-up time of each service while the others run, and its memory; then both for all services at once,
 * as a process each and in one process.
 */
export async function measureProcesses(stage: Stage, loaded: boolean): Promise<Section[]> {
  return [await measureEach(stage, loaded), await measureForms(stage)];
}

async function measureEach({ tribe, memoryAfterStart }: Stage, loaded: boolean): Promise<Section> {
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
    title: '6. Start-up and memory of each service',
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

/** Leaves all services stopped. */
async function measureForms({ tribe }: Stage): Promise<Section> {
  const separate: Form = { seconds: [], megabytes: [], proportional: [] };
  const together: Form = { seconds: [], megabytes: [], proportional: [] };
  await Promise.all(tribe.services.map((service) => service.stop()));

  for (let round = 0; round < rounds; round += 1) {
    await measureStart(separate, tribe.services);
    await measureStart(together, [tribe.together(singleProcessProgram)]);
  }

  const [seconds, megabytes] = [median(together.seconds), median(together.megabytes)];

  const aim: Aim = {
    text: `<= ${mostSecondsTogether} s, <= ${mostMegabytesTogether} MB`,
    met: seconds <= mostSecondsTogether && megabytes <= mostMegabytesTogether,
  };

  return {
    title: '7. Start-up and memory of all services',
    columns: ['spawn to all ready', 'resident after start', 'proportional (PSS)'],
    lines: [
      {
        ...lineOf('a process each', separate),
        aim: atMost(median(separate.proportional), mostProportionalMegabytes, ' MB PSS'),
      },
      { ...lineOf('one process (npm start -- --single)', together), aim },
    ],
    note: 'All processes of a form are started at once, as npm start does.',
  };
}

function lineOf(what: string, { seconds, megabytes, proportional }: Form): Line {
  const memory = [megabytes, proportional].map((each) => `${median(each).toFixed(0)} MB`);
  return { what, figures: [`${median(seconds).toFixed(2)} s`, ...memory] };
}

async function measureStart(form: Form, processes: readonly Startable[]): Promise<void> {
  const started = performance.now();
  await Promise.all(processes.map((each) => each.start()));
  form.seconds.push((performance.now() - started) / 1_000);

  form.megabytes.push(sumOf(processes, residentMegabytes));
  form.proportional.push(sumOf(processes, proportionalMegabytes));

  await Promise.all(processes.map((each) => each.stop()));
}

function sumOf(
  processes: readonly Startable[],
  memoryOf: (pid: number | undefined) => number,
): number {
  return processes.map(({ pid }) => memoryOf(pid)).reduce((sum, each) => sum + each, 0);
}
