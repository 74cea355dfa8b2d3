import { ConfigError } from '../config/parse-config';
import { Logger } from '../logging/logger';
import type { ServiceDefinition } from './define-service';
import { type RunningService, startService } from './start-service';

/**
 * The whole of a service's `main.ts`: starts it from the environment of the process, stops it on SIGTERM or SIGINT,
 * and ends the process with 1 when it cannot start.
 *
 * @example void bootstrap(goals);
 */
export async function bootstrap(definition: ServiceDefinition): Promise<void> {
  try {
    const running = await startService(definition, { env: process.env });
    let stopping = false;
    const stop = (): void => {
      // A second signal means somebody is tired of waiting.
      if (stopping) process.exit(1);
      stopping = true;
      void running.stop().then(() => process.exit(0));
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('uncaughtException', (error) => dieLoudly(running, error));
    process.on('unhandledRejection', (error) => dieLoudly(running, error));
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : describe(definition.name, error)}\n`,
    );
    process.exit(1);
  }
}

/** After a failure nobody caught, nothing about this process can be trusted: say so and let it be started anew. */
function dieLoudly({ app }: RunningService, error: unknown): void {
  const logger = app.get(Logger);
  logger.error({ err: error }, 'an error was not caught; the process ends');
  logger.flushSync();
  process.exit(1);
}

function describe(name: string, error: unknown): string {
  return `${name} cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
