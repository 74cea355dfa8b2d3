import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CompiledEndpoint } from './endpoint-registry';
import { accessLevels, limitGroups } from './endpoint.decorator';

/** An edge refuses larger bodies, whatever an endpoint declares. */
const maxBodyLimit = 16 * 1024 * 1024;

/** The data of an endpoint that the edge needs to route requests to it. */
export const edgeRouteSchema = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** In Nest notation: `/api/v1/goals/:goalId`. */
  path: z.string(),
  access: z.enum(accessLevels),
  /** The rate limit of the edge that a request counts towards. A group of a newer release counts as the strictest. */
  limit: z.enum(limitGroups).catch('auth'),
  /** Maximum size of the body in bytes; by default that of the edge. */
  bodyLimit: z.int().positive().max(maxBodyLimit).optional().catch(undefined),
});
export type EdgeRoute = z.infer<typeof edgeRouteSchema>;

/** The public endpoints of one release of a service. */
export const edgeTableSchema = z.object({
  /** Changes with the routes. */
  revision: z.string(),
  routes: z.array(edgeRouteSchema).max(2_000),
});
export type EdgeTable = z.infer<typeof edgeTableSchema>;

/** The path of the table, and the header of `/readyz` that contains its revision. */
export const edgeTablePath = '/edge-table.json';
export const edgeRevisionHeader = 'x-edge-revision';

/** Endpoints without this prefix are internal. */
const publicPrefix = '/api/';

/** @returns the table of the service's public endpoints, in a stable order */
export function edgeTableOf(endpoints: readonly CompiledEndpoint[]): EdgeTable {
  const routes = endpoints
    .filter(({ path }) => path.startsWith(publicPrefix))
    .map(({ method, path, access, limit, spec: { bodyLimit } }) =>
      edgeRouteSchema.parse({ method, path, access, limit, bodyLimit }),
    )
    .sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
  const revision = createHash('sha256')
    .update(JSON.stringify(routes))
    .digest('base64url')
    .slice(0, 16);
  return { revision, routes };
}

/** Serves the edge table. */
export function addEdgeTable(fastify: FastifyInstance, table: () => EdgeTable): void {
  fastify.get(edgeTablePath, (_request, reply) => {
    void reply.header('cache-control', 'no-store').send(table());
  });
}
