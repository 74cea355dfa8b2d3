import type { IncomingHttpHeaders } from 'node:http';
import { AppError, type Neighbour, type ProblemFilter, scopeOf } from '@tribe/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher, Pool } from 'undici';
import { errors } from '../errors';
import { Exchange, type ExchangeHost } from './exchange';
import { headersForOwner } from './forwarded-headers.rules';
import { HandOver, type HandOverHost } from './hand-over';
import { MeteredBody } from './metered-body';
import { announcedLength, hasBody, isChunked } from './request-body.rules';
import { toUpstreamError } from './upstream-error.rules';

const retryAfterSeconds = 1;

export interface LaneSettings {
  readonly bodyLimitBytes: number;
  readonly maxInFlight: number;
  readonly slowClientMs: number;
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
 * Forwards requests to one owner, with a maximum of requests in flight. An owner in this process gets the request
 * itself, another one a copy over a connection pool.
 */
export class OwnerLane implements ExchangeHost, HandOverHost {
  private inFlight = 0;

  constructor(
    private readonly owner: LaneOwner,
    private readonly problems: ProblemFilter,
    private readonly settings: LaneSettings,
  ) {}

  get slowClientMs(): number {
    return this.settings.slowClientMs;
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  /** Forwards a request and writes the response to `reply` as it arrives. */
  forward(request: FastifyRequest, reply: FastifyReply): void {
    if (this.inFlight >= this.settings.maxInFlight) {
      this.problems.answer(new AppError(errors.OVERLOADED, { retryAfterSeconds }), request, reply);
      return;
    }

    if (announcedLength(request) > this.settings.bodyLimitBytes) {
      this.problems.answer(new AppError(errors.BODY_TOO_LARGE), request, reply);
      return;
    }

    this.inFlight += 1;
    // A body of unknown length is metered on its way over a connection.
    const local = isChunked(request) ? undefined : this.owner.local();
    if (local === undefined) this.sendCopy(request, reply);
    else new HandOver(this, request, reply).to(local, this.headersWithHost(request));
  }

  private sendCopy(request: FastifyRequest, reply: FastifyReply): void {
    const body = hasBody(request) ? new MeteredBody(this.settings.bodyLimitBytes) : undefined;
    this.send(new Exchange(this, request, reply, optionsOf(request, body), body));
    if (body !== undefined) request.raw.pipe(body);
  }

  /** Returns the headers that the owner would read from a connection. */
  private headersWithHost(request: FastifyRequest): IncomingHttpHeaders {
    const headers: IncomingHttpHeaders = { host: this.owner.host };
    const pairs = headersOf(request);

    for (let index = 0; index < pairs.length; index += 2)
      headers[pairs[index] ?? ''] = pairs[index + 1];

    return headers;
  }

  send(exchange: Exchange): void {
    this.owner.pool.dispatch(exchange.options, exchange);
  }

  settled(): void {
    this.inFlight -= 1;
  }

  fail(error: unknown, { request, reply }: Exchange | HandOver): void {
    this.problems.answer(toUpstreamError(error), request, reply);
  }
}

function optionsOf(
  request: FastifyRequest,
  body: MeteredBody | undefined,
): Dispatcher.DispatchOptions {
  return {
    method: request.method as Dispatcher.HttpMethod,
    path: request.url,
    headers: headersOf(request),
    body: body ?? null,
  };
}

/** Returns the headers for the owner as alternating names and values. */
function headersOf(request: FastifyRequest): string[] {
  const { requestId, traceparent } = scopeOf(request);
  const { ip: clientAddress, protocol } = request;

  return headersForOwner(request.headers, { requestId, traceparent, clientAddress, protocol });
}
