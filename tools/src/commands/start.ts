import { Listr } from 'listr2';
import { demoAccounts } from '../seed/demo-people';
import { seed, type SeedTargets } from '../seed/seed';
import { chooseServers } from '../start/choose-servers';
import type { DevServers } from '../start/dev-servers';
import { Interruption } from '../start/interruption';
import { portOffset, serverPorts, takenPorts } from '../start/ports';
import { RunState } from '../start/run-state';
import { loadSecrets } from '../start/secrets';
import { findServerSource } from '../start/server-source';
import { urlOf } from '../start/service-environment';
import type { ServiceProcess } from '../start/service-process';
import { parseStartOptions, type StartOptions } from '../start/start-options';
import { table } from '../start/table';
import { createTribeFolder, tribeFolder } from '../start/tribe-folder';
import { TribeRun } from '../start/tribe-run';
import { buildStep } from '../test-run/steps';
import { readTopology } from '../topology/service-topology';

async function main(): Promise<void> {
  const startedAt = Date.now();
  const offset = portOffset(process.env);
  const all = readTopology().map((service) => ({
    ...service,
    port: service.port + offset,
    metricsPort: service.metricsPort + offset,
  }));
  const options = parseStartOptions(process.argv.slice(2), all);
  const folder = tribeFolder();
  createTribeFolder(folder);
  const run = await RunState.claim(folder.runFile);
  const ports = serverPorts(offset);
  await refuseTakenPorts(run, ports, options);
  const source = await findServerSource((line) => console.log(line));
  const secrets = loadSecrets(folder, all);
  const servers = chooseServers(source, { folder, ports, secrets, run });
  const tribe = new TribeRun({ folder, ports, secrets, run, servers, all, services: options.services }, reportCrash);
  const interruption = new Interruption(
    () => tribe.stop(),
    () => run.killAll(),
  );
  try {
    await bringUp(tribe, servers, options);
  } catch (error) {
    await interruption.settle();
    await tribe.stop();
    throw error;
  }
  if (!interruption.happened) report(tribe, options, startedAt, offset);
}

async function refuseTakenPorts(
  run: RunState,
  ports: ReturnType<typeof serverPorts>,
  { services }: StartOptions,
): Promise<void> {
  const taken = await takenPorts(ports, services);
  if (taken.length === 0) return;
  run.release();
  throw new Error(
    `${taken.join('\n')}\nStop what holds it, or move Tribe to other ports: TRIBE_PORT_OFFSET=100 npm start`,
  );
}

async function bringUp(tribe: TribeRun, servers: DevServers, options: StartOptions): Promise<void> {
  const startServers = servers.servers.map(({ name, start }) => ({ title: name, task: () => brief(start()) }));
  const startServices = tribe.services.map((service) => ({
    title: service.service.name,
    task: () => brief(tribe.startService(service)),
  }));
  const targets = options.seed ? seedTargets(tribe) : undefined;
  await new Listr(
    [
      { title: 'Build', task: () => brief(build()) },
      { title: 'Servers', task: (_, task) => task.newListr(startServers, { concurrent: true }) },
      { title: 'Schemas', task: (_, task) => brief(tribe.prepareSchemas((line) => (task.output = line))) },
      { title: 'Services', task: (_, task) => task.newListr(startServices, { concurrent: true }) },
      {
        title: 'Demo data',
        enabled: targets !== undefined,
        task: () => targets && brief(seed(targets)),
      },
    ],
    { rendererOptions: { collapseSubtasks: false }, fallbackRenderer: 'simple' },
  ).run();
}

/** @returns undefined when a service that owns demo data is not started. */
function seedTargets({ services }: TribeRun): SeedTargets | undefined {
  const urls = new Map(services.map(({ service }) => [service.name, urlOf(service)]));
  const [identity, socialGraph, goals] = ['identity', 'social-graph', 'goals'].map((name) => urls.get(name));
  return identity && socialGraph && goals ? { identity, socialGraph, goals } : undefined;
}

/** The progress display shows only the first line of an error; the rest is printed under it at the end. */
function brief(work: Promise<void>): Promise<void> {
  return work.catch((cause: unknown) => {
    throw new Error(String(cause instanceof Error ? cause.message : cause).split('\n')[0], { cause });
  });
}

async function build(): Promise<void> {
  const { code, output } = await buildStep.run();
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}

function report(tribe: TribeRun, { seed: seeded }: StartOptions, startedAt: number, offset: number): void {
  const rows = tribe.services.map(({ service, state }) => [service.name, urlOf(service), state]);
  const ports = serverPorts(offset);
  console.log(`\n${table([['Service', 'URL', 'State'], ...rows])}\n`);
  console.log(
    `Postgres ${ports.postgres}, NATS ${ports.nats}, Redis ${ports.redis}; logs, settings and data in .tribe/\n`,
  );
  if (seeded && tribe.services.some(({ service }) => service.name === 'identity'))
    console.log(`${table([['Demo account', 'Password'], ...demoAccounts()])}\n`);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`Ready after ${seconds} s. Ctrl-C stops everything; npm run reset deletes the data.`);
}

function reportCrash({ service, logTail }: ServiceProcess): void {
  console.error(`\n${service.name} stopped by itself. The end of .tribe/logs/${service.name}.log:\n${logTail}\n`);
}

void main().catch((error: unknown) => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  console.error(`\n${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
});
