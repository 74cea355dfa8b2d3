import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';
import type { FastifyRequest } from 'fastify';

/** The endpoint of a request: one that is passed on to its owner, or one that is composed here. */
export interface RequestedRoute extends EdgeRoute {
  readonly owner?: ServiceName;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the edge; read it through `edgeRouteOf`. */
    edgeRoute: RequestedRoute | undefined;
  }
}

/** The endpoint of a request; undefined when there is none at its address with its method. */
export function edgeRouteOf(request: FastifyRequest): RequestedRoute | undefined {
  return request.edgeRoute;
}
