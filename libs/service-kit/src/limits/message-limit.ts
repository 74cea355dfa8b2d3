import type { RateLimit } from './rate-limit';

/**
 * The limit of messages and read marks of a user; those of HTTP and sockets count as one. Two users who chat quickly send
 * and read more than thirty messages a minute.
 */
export const messageLimit: RateLimit = { name: 'message', points: 120, windowSeconds: 60 };
