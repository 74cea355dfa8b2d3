import { Injectable } from '@nestjs/common';
import { InjectConfig, ProblemFilter } from '@tribe/service-kit';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from '../config';
import { type Owner, owners, type Route, routes } from '../routes';
import { OwnerLane } from './owner-lane';
import { Upstreams } from './upstreams';

/**
 * Streams requests to their owners and answers back. The routes are plain Fastify routes: nothing of a body is parsed
 * here, so none of what Nest does per request is needed.
 */
@Injectable()
export class Proxy {
  private readonly lanes: ReadonlyMap<Owner, OwnerLane>;

  constructor(upstreams: Upstreams, problems: ProblemFilter, @InjectConfig() config: GatewayConfig) {
    const settings = { bodyLimitBytes: config.BODY_LIMIT_BYTES, maxInFlight: config.UPSTREAM_MAX_IN_FLIGHT };
    this.lanes = new Map(owners.map((owner) => [owner, new OwnerLane(upstreams.pool(owner), problems, settings)]));
  }

  async mount(fastify: FastifyInstance): Promise<void> {
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      // Bodies are left in the socket until they are streamed on.
      scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
      for (const route of routes) this.mountRoute(scope, route);
      done();
    });
  }

  private mountRoute(scope: FastifyInstance, route: Route): void {
    const lane = this.lanes.get(route.owner);
    if (lane === undefined) throw new Error(`Nobody serves ${route.path}`);
    scope.route({
      method: route.method,
      url: route.path,
      config: { route },
      handler: (request, reply) => lane.forward(request, reply),
    });
  }
}
