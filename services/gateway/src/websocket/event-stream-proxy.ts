import { Injectable } from '@nestjs/common';
import { InjectConfig, ProblemFilter } from '@tribe/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config';
import { EdgeLimits } from '../edge/edge-limits';
import { OwnerLane } from '../proxy/owner-lane';
import { SlowClients } from '../proxy/slow-clients';
import { Upstreams } from '../proxy/upstreams';
import { socketUpstream } from '../routing/owners';
import { liveRoute } from '../routing/route';
import { OpenConnections } from './open-connections';
import { errorOf } from './upgrade.rules';

/** Connects event streams of clients to realtime, within the limits of WebSockets. */
@Injectable()
export class EventStreamProxy {
  private readonly lane: OwnerLane;

  constructor(
    upstreams: Upstreams,
    slowClients: SlowClients,
    private readonly limits: EdgeLimits,
    private readonly connections: OpenConnections,
    private readonly problems: ProblemFilter,
    @InjectConfig() config: GatewayConfig,
  ) {
    const realtime = {
      pool: upstreams.pool(socketUpstream, 'streams'),
      host: upstreams.urlOf(socketUpstream).host,
      // Realtime may end the connection of a stream, which must not be that of the client.
      local: () => undefined,
    };

    this.lane = new OwnerLane(realtime, problems, slowClients, {
      maxInFlight: config.MAX_WEBSOCKETS,
      connections: config.MAX_WEBSOCKETS,
      maxWaitMs: config.UPSTREAM_QUEUE_MS,
      timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    });
  }

  mount(fastify: FastifyInstance): void {
    fastify.get(liveRoute.path, { exposeHeadRoute: false }, (request, reply) => {
      this.open(request, reply).catch((error: unknown) =>
        this.problems.answer(error, request, reply),
      );
    });
  }

  /** Takes a place first, so that requests at the same time take no more places than there are. */
  private async open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const refusal = this.connections.refusalOf(request.ip);
    if (refusal !== undefined) throw errorOf(refusal);
    this.connections.take(reply.raw, request.ip);
    const { limited, resetSeconds } = await this.limits.countHandshake(request.ip);
    if (limited) throw errorOf('too fast', resetSeconds);
    this.lane.forward(request, reply);
  }
}
