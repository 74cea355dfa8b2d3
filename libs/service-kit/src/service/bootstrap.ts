import { ConfigError } from '../config/parse-config';
import { Logger } from '../logging/logger';
import type { ServiceDefinition } from './define-service';
import { type RunningService, startService } from './start-service';

/**
 * Runs a service as a process: starts it with the environment of the process, stops it on SIGTERM or SIGINT, and exits
 * with 1 when it cannot start.
 *
 * @example void bootstrap(goals);
 */
export async function bootstrap(definition: ServiceDefinition): Promise<void> {
  try {
    const running = await startService(definition, { env: process.env });
    let stopping = false;

    const stop = (): void => {
      // A second signal exits at once.
      if (stopping) process.exit(1);
      stopping = true;
      void running.stop().then(() => process.exit(0));
    };

    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('uncaughtException', (error) => exitOnError(running, error));
    process.on('unhandledRejection', (error) => exitOnError(running, error));
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : describe(definition.name, error)}\n`,
    );
    process.exit(1);
  }
}

/** After an uncaught error, the state of the process is undefined: logs the error and exits, to be restarted. */
function exitOnError({ app }: RunningService, error: unknown): void {
  const logger = app.get(Logger);
  logger.error({ err: error }, 'uncaught error; exiting');
  logger.flushSync();
  process.exit(1);
}

function describe(name: string, error: unknown): string {
  return `${name} cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
