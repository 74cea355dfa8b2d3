import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { scopeOf } from '@tribe/service-kit';
import type { FastifyRequest } from 'fastify';
import { headersForOwner } from './forwarded-headers.rules';
import { Upstreams } from './upstreams';

/** A call that is a part of a composed response. */
export interface OwnerCall {
  readonly owner: ServiceName;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  /** JSON. */
  readonly body?: string | undefined;
  readonly idempotencyKey?: string;
  /** Ends the wait. The owner may have done the work. */
  readonly signal: AbortSignal;
}

/** The response of an owner. */
export interface OwnerAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
  /** In seconds. */
  readonly retryAfter: number | undefined;
}

/** Calls owners for composed responses, with the token of the caller. */
@Injectable()
export class OwnerClient {
  constructor(private readonly upstreams: Upstreams) {}

  /** @throws Error when there is no response before the signal, or none in JSON */
  async call(request: FastifyRequest, call: OwnerCall): Promise<OwnerAnswer> {
    const { owner, method, path, body, signal } = call;

    const answering = this.upstreams.pool(owner, 'composed').request({
      method,
      path,
      headers: headersOf(request, call),
      body: body ?? null,
      signal,
    });

    const { statusCode: status, headers, body: answer } = await orAborted(answering, signal);
    const seconds = Number(headers['retry-after']);
    const retryAfter = Number.isFinite(seconds) ? seconds : undefined;

    return { status, body: await answer.json(), retryAfter };
  }
}

/** Forwards only the headers that identify the client. The others describe the body of the client's request. */
function headersOf(request: FastifyRequest, { body, idempotencyKey }: OwnerCall): string[] {
  const { requestId, traceparent } = scopeOf(request);
  const { authorization, 'user-agent': userAgent } = request.headers;

  const headers = headersForOwner(
    { ...(authorization && { authorization }), ...(userAgent && { 'user-agent': userAgent }) },
    { requestId, traceparent, clientAddress: request.ip, protocol: request.protocol },
  );

  if (idempotencyKey !== undefined) headers.push('idempotency-key', idempotencyKey);
  if (body !== undefined) headers.push('content-type', 'application/json');

  return headers;
}

/** Rejects when the signal is aborted, which undici does not do for a request that waits for a connection. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

  return Promise.race([promise, aborted]);
}
