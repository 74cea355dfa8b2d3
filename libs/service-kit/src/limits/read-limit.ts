import { networkOf } from './client-network.rules';
import type { RateLimit } from './rate-limit';

/** The limit of reads of a user, and of an address without a valid token: refused tokens of HTTP and sockets count as one. */
export const readLimit: RateLimit = { name: 'read', points: 100, windowSeconds: 60 };

/** Returns the key under which calls without a valid token are counted. */
export function keyOfAddress(address: string): string {
  return `address:${networkOf(address)}`;
}
