import { existsSync, writeFileSync } from 'node:fs';
import { type DevServers, type TribeRun } from '@tribe/local-servers';
import { Listr, type ListrTask } from 'listr2';
import { seed } from '../seed/seed';
import type { SeedTargets } from '../seed/seed-client';
import { buildStep } from '../test-run/steps';

export interface BringUpInput {
  tribe: TribeRun;
  servers: DevServers;
  /** Created when the demo data has been written; undefined for no demo data. */
  seededFile: string | undefined;
}

/**
 * Builds and starts everything with a progress display, in a terminal with live updates.
 *
 * @throws Error whose cause contains the complete failure
 */
export async function bringUp({ tribe, servers, seededFile }: BringUpInput): Promise<void> {
  const targets =
    seededFile !== undefined && !existsSync(seededFile) ? seedTargets(tribe) : undefined;

  const startServices = tribe.processes.map((each) => ({
    title: each.services.join(', '),
    task: () => brief(tribe.start(each)),
  }));

  const tasks: ListrTask[] = [
    {
      title: 'Code and data',
      task: (_, task) =>
        task.newListr([{ title: 'Build', task: () => brief(build()) }, database(tribe, servers)], {
          concurrent: true,
        }),
    },
    { title: 'Services', task: (_, task) => task.newListr(startServices, { concurrent: true }) },
    {
      title: 'Demo data',
      enabled: targets !== undefined,
      task: () => targets && seededFile && brief(seedOnce(targets, seededFile)),
    },
  ];

  await new Listr(tasks, {
    rendererOptions: { collapseSubtasks: false },
    fallbackRenderer: 'simple',
  }).run();
}

function database(tribe: TribeRun, servers: DevServers): ListrTask {
  const startServers = servers.servers.map(({ name, start }) => ({
    title: name,
    task: () => brief(start()),
  }));
  const steps: ListrTask[] = [
    { title: 'Servers', task: (_, task) => task.newListr(startServers, { concurrent: true }) },
    {
      title: 'Schemas',
      task: (_, task) => brief(tribe.prepareSchemas((line) => (task.output = line))),
    },
  ];
  return {
    title: 'Database and brokers',
    task: (_, task) => task.newListr(steps, { concurrent: false }),
  };
}

async function build(): Promise<void> {
  const { code, output } = await buildStep.run();
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}

async function seedOnce(targets: SeedTargets, seededFile: string): Promise<void> {
  await seed(targets);
  writeFileSync(seededFile, '');
}

/** Returns undefined when a service that owns demo data is not started. */
function seedTargets({ services }: TribeRun): SeedTargets | undefined {
  const urls = new Map(services.map(({ name, url }) => [name, url]));
  const [identity, socialGraph, goals] = ['identity', 'social-graph', 'goals'].map((name) =>
    urls.get(name),
  );
  return identity && socialGraph && goals ? { identity, socialGraph, goals } : undefined;
}

/** Shortens an error to its first line for the progress display; the complete error is printed at the end. */
function brief(work: Promise<void>): Promise<void> {
  return work.catch((cause: unknown) => {
    throw new Error(String(cause instanceof Error ? cause.message : cause).split('\n')[0], {
      cause,
    });
  });
}
