import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger, Redis } from '@tribe/service-kit';

type Connection = Redis['client'];

/**
 * The adapter does not look at the outcome of what it asks for; a Redis that is away, or a service that stops before it
 * was there, would surface as unhandled rejections and end the process.
 */
function tolerant(
  client: Connection,
  commands: readonly string[],
  onFailure: (error: unknown) => void,
): Connection {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
      return commands.includes(String(key))
        ? (...args: unknown[]) => method(...args).catch(onFailure)
        : method;
    },
  });
}

/**
 * Carries emits to the sockets of every pod. While Redis is away the sockets of this pod are served all the same, the
 * other pods miss the push, and `/sync` has it.
 */
export function redisAdapter(redis: Redis, logger: Logger): ReturnType<typeof createAdapter> {
  const publisher = tolerant(redis.client, ['publish'], (error) =>
    logger.warn({ err: error }, 'a push reached only the sockets of this pod'),
  );
  const subscriptions = ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'];
  const subscriber = tolerant(redis.subscriber(), subscriptions, (error) =>
    logger.debug({ err: error }, 'a subscription ended with its connection'),
  );
  return createAdapter(publisher, subscriber);
}
