import type { FastifyInstance } from 'fastify';
import type { Health } from './health';

/** Serves `/healthz` and `/readyz`. Both are open, because probes carry no token and learn nothing but names. */
export function addHealthRoutes(fastify: FastifyInstance, health: Health): void {
  fastify.get('/healthz', (_request, reply) => {
    void reply.header('cache-control', 'no-store').send({ status: 'alive' });
  });
  fastify.get('/readyz', async (_request, reply) => {
    const readiness = await health.readiness();
    const code = readiness.status === 'ready' ? 200 : 503;
    return reply.code(code).header('cache-control', 'no-store').send(readiness);
  });
}
