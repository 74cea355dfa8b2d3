import type { RateLimit } from './rate-limit';

/**
 * The limit of reads of a user, and of an address without a valid token: refused tokens of HTTP and sockets count as one.
 */
export const readLimit: RateLimit = { name: 'read', points: 100, windowSeconds: 60 };
