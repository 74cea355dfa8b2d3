import { AppError, type ProblemFilter, scopeOf } from '@tribe/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher, Pool } from 'undici';
import { errors } from '../errors';
import { Exchange, type ExchangeHost } from './exchange';
import { headersForOwner } from './forwarded-headers.rules';
import { MeteredBody } from './metered-body';
import { toUpstreamError } from './upstream-error.rules';

const retryAfterSeconds = 1;

export interface LaneSettings {
  readonly bodyLimitBytes: number;
  readonly maxInFlight: number;
  readonly slowClientMs: number;
}

/** Forwards requests to one owner, with a connection pool and a maximum of requests in flight. */
export class OwnerLane implements ExchangeHost {
  private inFlight = 0;

  constructor(
    private readonly pool: Pool,
    private readonly problems: ProblemFilter,
    private readonly settings: LaneSettings,
  ) {}

  get slowClientMs(): number {
    return this.settings.slowClientMs;
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

    const body = hasBody(request) ? new MeteredBody(this.settings.bodyLimitBytes) : undefined;
    this.inFlight += 1;
    this.send(new Exchange(this, request, reply, optionsOf(request, body), body));
    if (body !== undefined) request.raw.pipe(body);
  }

  send(exchange: Exchange): void {
    this.pool.dispatch(exchange.options, exchange);
  }

  settled(): void {
    this.inFlight -= 1;
  }

  fail(error: unknown, { request, reply }: Exchange): void {
    this.problems.answer(toUpstreamError(error), request, reply);
  }
}

function optionsOf(
  request: FastifyRequest,
  body: MeteredBody | undefined,
): Dispatcher.DispatchOptions {
  const { requestId, traceparent } = scopeOf(request);
  return {
    method: request.method as Dispatcher.HttpMethod,
    path: request.url,
    headers: headersForOwner(request.headers, {
      requestId,
      traceparent,
      clientAddress: request.ip,
      protocol: request.protocol,
    }),
    body: body ?? null,
  };
}

function announcedLength({ headers }: FastifyRequest): number {
  const length = headers['content-length'];
  return length === undefined ? 0 : Number(length);
}

function hasBody({ method, headers }: FastifyRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
