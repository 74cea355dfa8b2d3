import type { IncomingHttpHeaders } from 'node:http';
import { AppError, type Neighbour, type ProblemFilter, scopeOf } from '@tribe/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher, Pool } from 'undici';
import { errors } from '../errors';
import { ConnectionTurns } from './connection-turns';
import { Exchange, type ExchangeHost } from './exchange';
import { headersForOwner } from './forwarded-headers.rules';
import { HandOver, type HandOverHost } from './hand-over';
import { bodyOf } from './request-body.rules';
import type { SlowClients } from './slow-clients';
import { toUpstreamError } from './upstream-error.rules';

const retryAfterSeconds = 1;

export interface LaneSettings {
  /** Requests that have a connection or wait for one. */
  readonly maxInFlight: number;
  /** Requests that have a connection. */
  readonly connections: number;
  /** Maximum time that a request waits for a connection. */
  readonly maxWaitMs: number;
  /** Maximum time until the owner starts its response. */
  readonly timeoutMs: number;
}

/** The address of an owner, and the owner itself while it runs in this process. */
export interface LaneOwner {
  readonly pool: Pool;
  readonly host: string;
  readonly local: () => Neighbour | undefined;
}

/**
 * Forwards requests, whose bodies have arrived, to one owner, with a maximum of requests in flight. An owner in this
 * process gets the request itself, another owner a copy over a connection pool.
 */
export class OwnerLane implements ExchangeHost, HandOverHost {
  private inFlight = 0;
  private readonly turns: ConnectionTurns;

  constructor(
    private readonly owner: LaneOwner,
    private readonly problems: ProblemFilter,
    readonly slowClients: SlowClients,
    private readonly settings: LaneSettings,
  ) {
    this.turns = new ConnectionTurns(settings.connections, settings.maxWaitMs);
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  /** Forwards a request and writes the response to `reply` as it arrives. */
  forward(request: FastifyRequest, reply: FastifyReply): void {
    if (this.inFlight >= this.settings.maxInFlight) {
      this.answerOverloaded(request, reply);
      return;
    }

    this.inFlight += 1;
    const local = this.owner.local();

    if (local) new HandOver(this, request, reply).to(local, this.headersWithHost(request));
    else this.turns.take(new Exchange(this, request, reply, optionsOf(request)));
  }

  send(exchange: Exchange): void {
    this.owner.pool.dispatch(exchange.options, exchange);
  }

  connectionFreed(): void {
    this.settled();
    this.turns.end();
  }

  settled(): void {
    this.inFlight -= 1;
  }

  refuse({ request, reply }: Exchange): void {
    this.settled();
    this.answerOverloaded(request, reply);
  }

  fail(error: unknown, { request, reply }: Exchange | HandOver): void {
    this.problems.answer(toUpstreamError(error), request, reply);
  }

  private answerOverloaded(request: FastifyRequest, reply: FastifyReply): void {
    this.problems.answer(new AppError(errors.OVERLOADED, { retryAfterSeconds }), request, reply);
  }

  /** Returns the headers that the owner would read from a connection. */
  private headersWithHost(request: FastifyRequest): IncomingHttpHeaders {
    const headers: IncomingHttpHeaders = { host: this.owner.host };
    const pairs = headersOf(request);

    for (let index = 0; index < pairs.length; index += 2)
      headers[pairs[index] ?? ''] = pairs[index + 1];

    return headers;
  }
}

function optionsOf(request: FastifyRequest): Dispatcher.DispatchOptions {
  return {
    method: request.method as Dispatcher.HttpMethod,
    path: request.url,
    headers: headersOf(request),
    body: bodyOf(request) ?? null,
  };
}

/** Returns the headers for the owner as alternating names and values. */
function headersOf(request: FastifyRequest): string[] {
  const { requestId, traceparent } = scopeOf(request);
  const { ip: clientAddress, protocol } = request;

  return headersForOwner(request.headers, { requestId, traceparent, clientAddress, protocol });
}
