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

/** Probes come often, from inside, and must get through when a limit is reached. */
const unlimited = new Set<string | undefined>(['/healthz', '/readyz']);

/** What every request meets first: response headers, CORS, who asks, and how often. */
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

  /** Before every route, also the unknown ones. */
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

  /** A request with a bad token is counted by its address, so that guessing tokens is limited too. */
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

/** Asking for the head of an answer is asking for it. */
function composedRoute(method: string, url: string | undefined): RequestedRoute | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return composedRoutes.find((route) => route.path === url && route.method === asked);
}

function groupOf(method: string): LimitGroup {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write';
}
