import type { FastifyRequest } from 'fastify';
import { RequestScope } from '../context/request-context';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the first hook; read it through `scopeOf`. */
    scope: RequestScope | null;
  }
}

/** Ids of other processes are echoed into logs and headers, so only plain ones are taken over. */
const plainId = /^[\w.:-]{8,128}$/;

/** The scope of a request. Made on the spot for requests that are refused before any hook has run. */
export function scopeOf(request: FastifyRequest): RequestScope {
  return (request.scope ??= new RequestScope());
}

/** A scope that continues what the caller started, from `x-request-id` and `traceparent`. */
export function scopeFromHeaders(request: FastifyRequest): RequestScope {
  const requestId = request.headers['x-request-id'];
  const traceparent = request.headers['traceparent'];
  return new RequestScope({
    requestId: typeof requestId === 'string' && plainId.test(requestId) ? requestId : undefined,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  });
}
