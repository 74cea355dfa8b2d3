import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { AppError, InjectConfig, Neighbours, ProblemFilter } from '@tribe/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { edgeRouteOf } from '../edge/edge-route';
import { errors } from '../errors';
import { owners } from '../routing/owners';
import { composedRoutes } from '../routing/route';
import { RoutingTable } from '../routing/routing-table';
import { OwnerLane } from './owner-lane';
import { Upstreams } from './upstreams';

const retryAfterSeconds = 1;

/**
 * Streams requests to their owners, and responses back, or hands requests over to owners in this process. The whole API is a single Fastify route, because the endpoints
 * are declared by the owners; Nest is bypassed, because bodies are not parsed.
 */
@Injectable()
export class Proxy {
  private readonly lanes: ReadonlyMap<ServiceName, OwnerLane>;

  constructor(
    upstreams: Upstreams,
    neighbours: Neighbours,
    private readonly table: RoutingTable,
    private readonly problems: ProblemFilter,
    @InjectConfig() config: GatewayConfig,
  ) {
    const settings = {
      bodyLimitBytes: config.BODY_LIMIT_BYTES,
      maxInFlight: config.UPSTREAM_MAX_IN_FLIGHT,
      slowClientMs: config.SLOW_CLIENT_MS,
      timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    };

    this.lanes = new Map(
      owners.map((name) => {
        const { host } = upstreams.urlOf(name);
        const owner = { pool: upstreams.pool(name), host, local: () => neighbours.find(name) };
        return [name, new OwnerLane(owner, problems, settings)];
      }),
    );
  }

  async mount(fastify: FastifyInstance): Promise<void> {
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      // Bodies stay in the socket until they are streamed to the owner.
      scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));

      scope.route({
        method: ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
        url: '/api/*',
        handler: (request, reply) => this.forward(request, reply),
      });

      done();
    });
  }

  private forward(request: FastifyRequest, reply: FastifyReply): void {
    const route = edgeRouteOf(request);
    const lane = route?.owner && this.lanes.get(route.owner);
    if (lane) lane.forward(request, reply);
    else this.problems.answer(this.refusalOf(request, reply), request, reply);
  }

  private refusalOf({ url }: FastifyRequest, reply: FastifyReply): AppError {
    const path = url.split('?', 1)[0] ?? '';
    if (this.table.unknownOwnerOf(path) !== undefined)
      return new AppError(errors.UPSTREAM_UNAVAILABLE, { retryAfterSeconds });

    const composed = composedRoutes
      .filter((route) => route.path === path)
      .map(({ method }) => method);

    const allowed = [...new Set([...this.table.methodsOf(url), ...composed])].sort();
    if (allowed.length === 0) return new AppError(errors.NOT_FOUND);

    reply.header(
      'allow',
      allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '),
    );

    return new AppError(errors.METHOD_NOT_ALLOWED);
  }
}
