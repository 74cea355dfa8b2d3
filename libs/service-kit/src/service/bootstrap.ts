import { ConfigError } from '../config/parse-config';
import { RequestContext } from '../context/request-context';
import { LineBuffer } from '../logging/line-buffer';
import { Logger } from '../logging/logger';
import type { ServiceDefinition } from './define-service';
import { startService } from './start-service';
import { type ServiceToStart, startTogether } from './start-together';

/** The part of a running service or of running services that a process needs. */
interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Runs a service as a process: starts it with the environment of the process, stops it on SIGTERM or SIGINT, and exits
 * with 1 when it cannot start.
 *
 * @example void bootstrap(goals);
 */
export async function bootstrap(definition: ServiceDefinition): Promise<void> {
  await runAsProcess(definition.name, async () => {
    const running = await startService(definition, { env: process.env });
    return { running, logger: running.app.get(Logger) };
  });
}

/**
 * Runs several services as one process, as `bootstrap` runs one. An uncaught error of one service ends the process, and
 * so all of them.
 *
 * @param groups started one after another and stopped in the reverse order; the services of a group start concurrently
 */
export async function bootstrapTogether(
  groups: readonly (readonly ServiceToStart[])[],
): Promise<void> {
  const output = new LineBuffer();

  const logger = Logger.create({
    service: 'single-process',
    version: 'local',
    level: 'info',
    context: new RequestContext(),
    destination: output,
  });

  const names = groups.flat().map(({ definition }) => definition.name);

  await runAsProcess(names.join(', '), async () => ({
    running: await startTogether(groups, output),
    logger,
  }));
}

async function runAsProcess(
  name: string,
  start: () => Promise<{ running: Stoppable; logger: Logger }>,
): Promise<void> {
  try {
    const { running, logger } = await start();
    let stopping = false;

    const stop = (): void => {
      // A second signal exits at once.
      if (stopping) process.exit(1);
      stopping = true;
      void running.stop().then(() => process.exit(0));
    };

    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('uncaughtException', (error) => exitOnError(logger, error));
    process.on('unhandledRejection', (error) => exitOnError(logger, error));
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : describe(name, error)}\n`,
    );
    process.exit(1);
  }
}

/** After an uncaught error, the state of the process is undefined: logs the error and exits, to be restarted. */
function exitOnError(logger: Logger, error: unknown): void {
  logger.error({ err: error }, 'uncaught error; exiting');
  logger.flushSync();
  process.exit(1);
}

function describe(name: string, error: unknown): string {
  return `${name} cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
