import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger, Redis } from '@tribe/service-kit';

type Connection = Redis['client'];

/**
 * Wraps a client so that failures of the given commands are reported. The adapter does not await its commands, so that
 * an unavailable Redis would cause unhandled rejections and end the process.
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
 * Forwards emits to the sockets of every pod. While Redis is unavailable, a push reaches only the sockets of this pod;
 * the other clients learn of the change at their next read.
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
