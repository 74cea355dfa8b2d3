import type { FastifyRequest } from 'fastify';

/** Returns the body of a request, which has arrived as a whole; undefined without one. */
export function bodyOf({ body }: FastifyRequest): Buffer | undefined {
  return Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
}
