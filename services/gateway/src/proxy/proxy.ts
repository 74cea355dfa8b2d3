import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { AppError, InjectConfig, Neighbours, ProblemFilter } from '@tribe/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { edgeRouteOf } from '../edge/edge-route';
import { errors } from '../errors';
import { owners } from '../routing/owners';
import { ownRoutes } from '../routing/route';
import { RoutingTable } from '../routing/routing-table';
import { readBody } from './body-reader';
import { OwnerLane } from './owner-lane';
import { SlowClients } from './slow-clients';
import { Upstreams } from './upstreams';

const retryAfterSeconds = 1;

/**
 * Sends requests to their owners and streams the responses back, or hands requests over to owners in this process. A
 * request takes no connection to its owner before its body has arrived. The whole API is a single Fastify route, because
 * the endpoints are declared by the owners; Nest is bypassed, because bodies are not parsed.
 */
@Injectable()
export class Proxy {
  private readonly lanes: ReadonlyMap<ServiceName, OwnerLane>;

  constructor(
    upstreams: Upstreams,
    neighbours: Neighbours,
    slowClients: SlowClients,
    private readonly table: RoutingTable,
    private readonly problems: ProblemFilter,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {
    const settings = {
      maxInFlight: config.UPSTREAM_MAX_IN_FLIGHT,
      connections: config.UPSTREAM_CONNECTIONS,
      maxWaitMs: config.UPSTREAM_QUEUE_MS,
      timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    };

    this.lanes = new Map(
      owners.map((name) => {
        const { host } = upstreams.urlOf(name);
        const owner = {
          pool: upstreams.pool(name, 'requests'),
          host,
          local: () => neighbours.find(name),
        };
        return [name, new OwnerLane(owner, problems, slowClients, settings)];
      }),
    );
  }

  mount(fastify: FastifyInstance): void {
    // Not awaited: that would start the routes so far before Nest has set the error handler that they use.
    void fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.setErrorHandler((error, request, reply) => this.problems.answer(error, request, reply));

      scope.addContentTypeParser('*', (request, payload, done) => {
        const limit = edgeRouteOf(request)?.bodyLimit ?? this.config.BODY_LIMIT_BYTES;
        readBody(payload, { length: request.headers['content-length'], limit }, done);
      });

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

    const own = ownRoutes.filter((route) => route.path === path).map(({ method }) => method);

    const allowed = [...new Set([...this.table.methodsOf(url), ...own])].sort();
    if (allowed.length === 0) return new AppError(errors.NOT_FOUND);

    reply.header(
      'allow',
      allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '),
    );

    return new AppError(errors.METHOD_NOT_ALLOWED);
  }
}
