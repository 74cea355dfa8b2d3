import { Injectable } from '@nestjs/common';
import { AppError, type Caller, InjectConfig, ProblemFilter, scopeOf } from '@tribe/service-kit';
import { type LimitGroup, mayCall } from '@tribe/service-kit/edge';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { errors } from '../errors';
import { ownRoutes } from '../routing/route';
import { RoutingTable } from '../routing/routing-table';
import { Cors } from './cors';
import { EdgeAccess } from './edge-access';
import { EdgeLimits } from './edge-limits';
import type { RequestedRoute } from './edge-route';

/** The paths of probes, which must not be refused when a limit is reached. */
const unlimited = new Set<string | undefined>(['/healthz', '/readyz']);

/** Applies CORS, authenticates and counts every request before it is handled. */
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
      if (this.cors.apply(request, reply)) return;

      if (unlimited.has(request.routeOptions.url)) {
        next();
        return;
      }

      const refuse = (error: unknown) => this.problems.answer(error, request, reply);
      let admitted: Promise<void> | undefined;

      try {
        admitted = this.admit(this.routeOf(request), request, reply);
      } catch (error) {
        refuse(error);
        return;
      }

      if (admitted === undefined) next();
      else admitted.then(() => next(), refuse);
    });
  }

  private routeOf(request: FastifyRequest): RequestedRoute | undefined {
    const { method, routeOptions } = request;
    const own = ownRoute(method, routeOptions.url);
    if (own !== undefined) return own;
    const route = this.table.find(method, request.url);
    request.edgeRoute = route;
    scopeOf(request).route = route?.path;

    return route;
  }

  /** Returns no promise for a known token and a user with points in hand. */
  private admit(
    route: RequestedRoute | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> | undefined {
    const client = { userId: undefined, address: request.ip };
    if (route === undefined || route.access === 'public')
      return this.limits.count(groupOf(route, request), client, reply);

    const caller = this.access.recall(request.headers.authorization);
    if (caller === undefined) return this.authenticate(route, request, reply);

    return this.admitCaller(route, caller, request, reply);
  }

  /** Counts requests with an invalid token by address, so that guessing tokens is limited. */
  private async authenticate(
    route: RequestedRoute,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    let caller: Caller;

    try {
      caller = await this.access.authenticate(request.headers.authorization);
    } catch (error) {
      const client = { userId: undefined, address: request.ip };
      await this.limits.count(groupOf(route, request), client, reply);
      throw error;
    }

    await this.admitCaller(route, caller, request, reply);
  }

  private admitCaller(
    route: RequestedRoute,
    caller: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> | undefined {
    scopeOf(request).caller = caller;
    const client = { userId: caller.userId, address: request.ip };
    const counted = this.limits.count(groupOf(route, request), client, reply);
    if (counted !== undefined) return counted.then(() => requireRole(route, caller));
    requireRole(route, caller);

    return undefined;
  }
}

/** @throws AppError PERMISSION_DENIED */
function requireRole({ access }: RequestedRoute, { roles }: Caller): void {
  if (!mayCall(access, roles)) throw new AppError(errors.PERMISSION_DENIED);
}

/** Returns the GET route for HEAD requests. */
function ownRoute(method: string, url: string | undefined): RequestedRoute | undefined {
  const routeMethod = method === 'HEAD' ? 'GET' : method;
  return ownRoutes.find((route) => route.path === url && route.method === routeMethod);
}

function groupOf(route: RequestedRoute | undefined, { method }: FastifyRequest): LimitGroup {
  if (route?.limit !== undefined) return route.limit;
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write';
}
