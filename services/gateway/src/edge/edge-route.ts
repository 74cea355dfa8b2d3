import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';
import type { FastifyRequest } from 'fastify';

/** The endpoint of a request. Composed endpoints have no owner. */
export interface RequestedRoute extends EdgeRoute {
  readonly owner?: ServiceName;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the edge. Read it with `edgeRouteOf`. */
    edgeRoute: RequestedRoute | undefined;
  }
}

/** Returns the endpoint of a request, or undefined if no endpoint has its path and method. */
export function edgeRouteOf(request: FastifyRequest): RequestedRoute | undefined {
  return request.edgeRoute;
}
