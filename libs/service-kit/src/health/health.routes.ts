import type { FastifyInstance } from 'fastify';
import { edgeRevisionHeader } from '../http/edge-table';
import type { Health } from './health';

/**
 * Serves `/healthz` and `/readyz`. Both are public, because probes have no token and the responses reveal only names.
 * `/readyz` also returns the revision of the edge table, so that the gateway notices a release with other endpoints.
 */
export function addHealthRoutes(
  fastify: FastifyInstance,
  health: Health,
  edgeRevision: () => string,
): void {
  fastify.get('/healthz', (_request, reply) => {
    void reply.header('cache-control', 'no-store').send({ status: 'alive' });
  });
  fastify.get('/readyz', async (_request, reply) => {
    const readiness = await health.readiness();
    const code = readiness.status === 'ready' ? 200 : 503;
    reply.header('cache-control', 'no-store').header(edgeRevisionHeader, edgeRevision());

    return reply.code(code).send(readiness);
  });
}
