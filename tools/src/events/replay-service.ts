import { Replayer } from '@tribe/events';
import type { ServiceEntry } from '@tribe/local-servers';
import { startService } from '@tribe/service-kit';
import { definitionOf } from '../services/service-definition';

/**
 * Starts another replica of a service in this process, on free ports, publishes the service's current state as snapshot
 * events, and stops the replica. The service may be running.
 *
 * @returns the number of events written to the outbox
 */
export async function replayService(
  service: ServiceEntry,
  settings: Record<string, string>,
): Promise<number> {
  const running = await startService(definitionOf(service), {
    env: { ...settings, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'warn' },
  });

  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());

  try {
    return await running.app.get(Replayer).replay(interrupted.signal);
  } finally {
    await running.stop();
  }
}
