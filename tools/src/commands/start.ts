import { existsSync } from 'node:fs';
import { demoAccounts } from '../seed/demo-people';
import { bringUp } from '../start/bring-up';
import { chooseServers } from '../start/choose-servers';
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
    await bringUp({ tribe, servers, seededFile: options.seed ? folder.seededFile : undefined });
  } catch (error) {
    await interruption.settle();
    await tribe.stop();
    throw error;
  }
  if (!interruption.happened) report(tribe, startedAt, offset);
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

function report(tribe: TribeRun, startedAt: number, offset: number): void {
  const rows = tribe.services.map(({ service, state }) => [service.name, urlOf(service), state]);
  const ports = serverPorts(offset);
  console.log(`\n${table([['Service', 'URL', 'State'], ...rows])}\n`);
  console.log(`Every mail ends up in the mailbox: http://127.0.0.1:${ports.mailbox}\n`);
  console.log(
    `Postgres ${ports.postgres}, NATS ${ports.nats}, Redis ${ports.redis}; logs, settings and data in .tribe/\n`,
  );
  const hasAccounts =
    existsSync(tribeFolder().seededFile) && tribe.services.some(({ service }) => service.name === 'identity');
  if (hasAccounts) console.log(`${table([['Demo account', 'Password'], ...demoAccounts()])}\n`);
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
