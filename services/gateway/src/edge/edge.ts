import { Injectable } from '@nestjs/common';
import { AppError, InjectConfig, ProblemFilter, scopeOf } from '@tribe/service-kit';
import { type LimitGroup, mayCall } from '@tribe/service-kit/edge';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';
import { composedRoutes } from '../routing/route';
import { RoutingTable } from '../routing/routing-table';
import { Cors } from './cors';
import { EdgeAccess } from './edge-access';
import { EdgeLimits } from './edge-limits';
import type { RequestedRoute } from './edge-route';
import { securityHeaders } from './response-headers';

/** The paths of probes, which must not be refused when a limit is reached. */
const unlimited = new Set<string | undefined>(['/healthz', '/readyz']);

/** Sets response headers, applies CORS, authenticates and counts every request before it is handled. */
@Injectable()
export class Edge {
  private readonly cors: Cors;

  constructor(
    private readonly access: EdgeAccess,
    private readonly limits: EdgeLimits,
    private readonly table: RoutingTable,
    private readonly problems: ProblemFilter,
    @InjectConfig() config: GatewayConfig,
  ) {
    this.cors = new Cors(config.ALLOWED_ORIGINS);
  }

  /** Applies to all paths, including unknown ones. */
  mount(fastify: FastifyInstance): void {
    fastify.decorateRequest('edgeRoute', undefined);
    fastify.addHook('onRequest', (request, reply, next) => {
      reply.headers(securityHeaders);
      if (this.cors.apply(request, reply)) return;

      if (unlimited.has(request.routeOptions.url)) {
        next();
        return;
      }

      this.admit(this.routeOf(request), request, reply).then(
        () => next(),
        (error: unknown) => this.problems.answer(error, request, reply),
      );
    });
  }

  private routeOf(request: FastifyRequest): RequestedRoute | undefined {
    const { method, routeOptions } = request;
    const composed = composedRoute(method, routeOptions.url);
    if (composed !== undefined) return composed;
    const route = this.table.find(method, request.url);
    request.edgeRoute = route;
    scopeOf(request).route = route?.path;

    return route;
  }

  /** Counts requests with an invalid token by address, so that guessing tokens is limited. */
  private async admit(
    route: RequestedRoute | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const address = request.ip;
    const group = route?.limit ?? groupOf(request.method);
    if (route === undefined || route.access === 'public')
      return this.limits.count(group, { userId: undefined, address }, reply);

    try {
      const caller = await this.access.authenticate(request.headers.authorization);
      scopeOf(request).caller = caller;
    } catch (error) {
      await this.limits.count(group, { userId: undefined, address }, reply);
      throw error;
    }

    const { userId, roles } = scopeOf(request).caller ?? { userId: undefined, roles: [] };
    await this.limits.count(group, { userId, address }, reply);
    if (!mayCall(route.access, roles)) throw new AppError(errors.PERMISSION_DENIED);
  }
}

/** Returns the GET route for HEAD requests. */
function composedRoute(method: string, url: string | undefined): RequestedRoute | undefined {
  const routeMethod = method === 'HEAD' ? 'GET' : method;
  return composedRoutes.find((route) => route.path === url && route.method === routeMethod);
}

function groupOf(method: string): LimitGroup {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write';
}
