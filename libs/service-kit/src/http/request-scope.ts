import type { FastifyRequest } from 'fastify';
import { RequestScope } from '../context/request-context';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the first hook; read it through `scopeOf`. */
    scope: RequestScope | null;
  }
}

/** Ids from other processes are echoed to logs and headers, so only plain ids are accepted. */
const plainId = /^[\w.:-]{8,128}$/;

/** Returns the scope of a request; creates it for requests that are refused before any hook has run. */
export function scopeOf(request: FastifyRequest): RequestScope {
  return (request.scope ??= new RequestScope());
}

/** Returns a scope that continues the request id and trace of the caller, from `x-request-id` and `traceparent`. */
export function scopeFromHeaders(request: FastifyRequest): RequestScope {
  const requestId = request.headers['x-request-id'];
  const traceparent = request.headers['traceparent'];
  return new RequestScope({
    requestId: typeof requestId === 'string' && plainId.test(requestId) ? requestId : undefined,
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  });
}
