import type { DestinationStream } from 'pino';
import type { Environment } from '../config/environment';
import type { ServiceDefinition } from './define-service';
import { Neighbours } from './neighbours';
import { type RunningService, startService } from './start-service';

/** A service to start, with its own environment. */
export interface ServiceToStart {
  readonly definition: ServiceDefinition;
  readonly env: Environment;
}

/** Services that run in one process. */
export interface RunningServices {
  /** In start order. */
  readonly services: readonly RunningService[];
  /** Stops the groups in the reverse order of their start. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts services as neighbours in this process, each with its own configuration, connections and ports.
 *
 * @param groups started one after another; the services of a group start concurrently
 * @param logDestination destination of the log lines of all services, which name their service
 * @throws the error of the first service that cannot start, after the others have stopped
 */
export async function startTogether(
  groups: readonly (readonly ServiceToStart[])[],
  logDestination: DestinationStream,
): Promise<RunningServices> {
  const neighbours = new Neighbours();
  const running: RunningService[][] = [];

  const stop = async (): Promise<void> => {
    for (const group of running.toReversed())
      await Promise.all(group.map((service) => service.stop()));
  };

  for (const group of groups) {
    const outcomes = await Promise.allSettled(
      group.map(({ definition, env }) =>
        startService(definition, { env, logDestination, neighbours }),
      ),
    );

    running.push(outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
    const failed = outcomes.find((each) => each.status === 'rejected');
    if (failed === undefined) continue;
    await stop();
    throw failed.reason;
  }

  return { services: running.flat(), stop };
}
