import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger, Redis } from '@tribe/service-kit';

type Publisher = Redis['client'];

/**
 * The adapter publishes without looking at the outcome; a Redis that is away would surface as unhandled rejections and
 * end the process. The sockets of this pod are served all the same, the other pods miss the push, and `/sync` has it.
 */
function tolerant(client: Publisher, logger: Logger): Publisher {
  const publish = (...args: Parameters<Publisher['publish']>) =>
    client.publish(...args).catch((error: unknown) => {
      logger.warn({ err: error }, 'a push reached only the sockets of this pod');
      return 0;
    });
  return new Proxy(client, {
    get(target, key) {
      if (key === 'publish') return publish;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Carries emits to the sockets of every pod. */
export function redisAdapter(redis: Redis, logger: Logger): ReturnType<typeof createAdapter> {
  return createAdapter(tolerant(redis.client, logger), redis.subscriber());
}
