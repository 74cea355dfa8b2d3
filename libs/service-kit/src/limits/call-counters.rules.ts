import { networksOf } from './client-network.rules';
import type { RateLimit } from './rate-limit';

/** A key that is counted under a limit. */
export interface CallCounter {
  readonly key: string;
  readonly limit: RateLimit;
}

/**
 * Returns the counters of calls of an address: that of its network, and for IPv6 that of the /48 around it, with a
 * higher limit.
 *
 * @param keyOf returns the key of a network; default: the key under which the edge counts calls without a valid token
 */
export function countersOf(
  address: string,
  limit: RateLimit,
  keyOf = (network: string) => `address:${network}`,
): readonly [CallCounter, ...CallCounter[]] {
  const [own, ...wide] = networksOf(address);
  const inWide = wide.map(({ network, share }) => ({
    key: keyOf(network),
    limit: widened(limit, share),
  }));

  return [{ key: keyOf(own.network), limit }, ...inWide];
}

function widened({ name, points, windowSeconds }: RateLimit, share: number): RateLimit {
  return { name: `${name}-wide`, points: points * share, windowSeconds };
}
