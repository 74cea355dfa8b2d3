import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import {
  chooseServers,
  createTribeFolder,
  findServerSource,
  loadSecrets,
  portOffset,
  readTopology,
  repositoryRoot,
  RunState,
  serverPorts,
  type ServiceEntry,
  takenPorts,
  tribeFolder,
  TribeRun,
} from '@tribe/local-servers';
import { demoAccounts } from '../seed/demo-people';
import { bringUp } from '../start/bring-up';
import { restartBrokerOnSignal } from '../start/broker-restart';
import { Interruption } from '../start/interruption';
import { processForm, type ProcessForm } from '../start/process-form.rules';
import { parseStartOptions, type StartOptions } from '../start/start-options';
import { table } from '../start/table';
import { SourceWatch } from '../watch/source-watch';

const singleProcessProgram = path.join(__dirname, '../single-process/main.js');

async function main(): Promise<void> {
  const startedAt = launchTime(process.env);
  const offset = portOffset(process.env);

  const all = movedServices(offset);
  const options = parseStartOptions(process.argv.slice(2), all);
  const folder = tribeFolder();
  createTribeFolder(folder);
  const run = await RunState.claim(folder.runFile);
  const ports = serverPorts(offset);
  await refuseTakenPorts(run, ports, options);
  const source = await findServerSource((line) => console.log(line));
  const secrets = loadSecrets(folder, all);
  const servers = chooseServers(source, { folder, ports, secrets, run });

  const form = processForm(options.single, memoryBytes());
  const singleProcess = form.single ? singleProcessProgram : undefined;

  const tribe = new TribeRun(
    { folder, ports, secrets, run, servers, all, services: options.services, singleProcess },
    (line) => console.error(line),
  );

  let watch: SourceWatch | undefined;

  const interruption = new Interruption(
    async () => {
      await watch?.stop();
      await tribe.stop();
    },
    () => run.killAll(),
  );

  try {
    await bringUp({ tribe, servers, seededFile: options.seed ? folder.seededFile : undefined });
  } catch (error) {
    await interruption.settle();
    await tribe.stop();
    throw error;
  }

  if (interruption.happened) return;
  restartBrokerOnSignal(servers, (line) => console.log(line));
  report(tribe, form, { startedAt, offset });
  if (options.watch) watch = await watchSources(tribe);
}

/** Returns when the launcher began, which may have installed packages; now without a launcher. */
function launchTime({ TRIBE_LAUNCHED_AT: launchedAt }: NodeJS.ProcessEnv): number {
  return launchedAt === undefined ? Date.now() : Number(launchedAt);
}

/** Returns all services of the repository, on ports that are `offset` higher. */
function movedServices(offset: number): ServiceEntry[] {
  return readTopology().map((service) => ({
    ...service,
    port: service.port + offset,
    metricsPort: service.metricsPort + offset,
  }));
}

async function watchSources(tribe: TribeRun): Promise<SourceWatch> {
  const watch = new SourceWatch({
    root: repositoryRoot,
    restart: (names) => tribe.restart(names),
    say: (line) => console.log(line),
  });

  await watch.start();
  console.log('Watching libs and services; changes restart the affected services.');

  return watch;
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
    `${taken.join('\n')}\nStop that program, or use other ports: TRIBE_PORT_OFFSET=100 npm start`,
  );
}

/** Returns the memory of this machine or, in a container with a limit, of the container. */
function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function report(
  tribe: TribeRun,
  form: ProcessForm,
  { startedAt, offset }: { startedAt: number; offset: number },
): void {
  const rows = tribe.services.map((service) => [service.name, service.url, tribe.stateOf(service)]);
  const ports = serverPorts(offset);
  console.log(`\n${table([['Service', 'URL', 'State'], ...rows])}\n`);
  console.log(`${form.explanation}\n`);
  console.log(`The mailbox receives all mails: http://127.0.0.1:${ports.mailbox}\n`);

  console.log(
    `Postgres ${ports.postgres}, NATS ${ports.nats}, Redis ${ports.redis}, S3 server ${ports.objects}; logs, settings and data in .tribe/\n`,
  );

  const hasAccounts =
    existsSync(tribeFolder().seededFile) && tribe.services.some(({ name }) => name === 'identity');
  if (hasAccounts) console.log(`${table([['Demo account', 'Password'], ...demoAccounts()])}\n`);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`Ready after ${seconds} s. Ctrl-C stops everything; npm run reset deletes the data.`);
}

void main().catch((error: unknown) => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  console.error(`\n${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
});
