import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestScope, type RequestContext } from '../context/request-context';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { Logger } from '../logging/logger';
import type { HttpMetrics } from '../telemetry/http.metrics';
import type { Spans } from '../telemetry/spans';
import { scopeFromHeaders, scopeOf } from './request-scope';
import { securityHeaders } from './security-headers';

/** Dependencies of the hooks. */
export interface HookDependencies {
  readonly context: RequestContext;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly spans: Spans;
  /** Whether this is the edge, which ignores request ids and traces from clients. */
  readonly edge: boolean;
  /** Whether the service is stopping and must close connections after the response. */
  readonly isDraining: () => boolean;
}

/** RFC 9110 recommends to accept at least 8000 octets. */
const maxUrlLength = 8_192;

/** Probe paths, which are not logged. */
const quiet = new Set(['/healthz', '/readyz']);

/** Adds security headers, request id, trace, context, metrics and one log line per request. */
export function addRequestHooks(fastify: FastifyInstance, dependencies: HookDependencies): void {
  const { context, edge, isDraining } = dependencies;
  fastify.decorateRequest('scope', null);

  fastify.addHook('onRequest', (request, reply, done) => {
    const scope = edge ? new RequestScope() : scopeFromHeaders(request);
    scope.client = request;
    request.scope = scope;
    reply.headers(securityHeaders).header('x-request-id', scope.requestId);
    done(flawOfHead(request));
  });

  // Checked when the response is sent, not when the request arrives, so that no client reuses a connection that is
  // about to close.
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isDraining()) reply.header('connection', 'close');
    done(null, payload);
  });

  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { status } = scopeOf(request);
    // Nest has set the status of the endpoint after the handler.
    if (status !== undefined && reply.statusCode < 300) reply.code(status);
    done(null, payload);
  });

  // Entered after the body has arrived, because socket events would lose the context.
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (request.scope === null) done();
    else context.run(request.scope, done);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    record(dependencies, request, reply);
    done();
  });
}

/** Finds what Node's parser lets through: a URL that is too long, and HTTP/1.1 without a Host. */
function flawOfHead({ url, headers, raw }: FastifyRequest): AppError | undefined {
  if (url.length > maxUrlLength) return new AppError(commonErrors.URI_TOO_LONG);
  if (headers.host === undefined && raw.httpVersion === '1.1')
    return new AppError(commonErrors.BAD_REQUEST, { detail: 'The Host header is missing' });
  return undefined;
}

function record(
  { logger, metrics, spans }: HookDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const scope = scopeOf(request);
  const route = scope.route ?? request.routeOptions.url ?? 'unmatched';
  const milliseconds = reply.elapsedTime;
  metrics.observe(request.method, route, reply.statusCode, milliseconds);
  if (spans.enabled) recordSpan(spans, route, request, reply);
  if (quiet.has(route)) return;

  logger.request({
    requestId: scope.requestId,
    traceId: scope.traceId,
    method: request.method,
    route,
    path: pathOf(request.url),
    status: reply.statusCode,
    milliseconds,
    userId: scope.caller?.userId,
  });
}

function recordSpan(
  spans: Spans,
  route: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { method, scope } = request;
  if (scope === null || quiet.has(route)) return;
  spans.record('server', {
    scope,
    name: `${method} ${route}`,
    startedAt: new Date(Date.now() - reply.elapsedTime),
    failed: reply.statusCode >= 500,
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': reply.statusCode,
    },
  });
}

/** Returns the path without its query, which may contain search terms. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  return (query === -1 ? url : url.slice(0, query)).slice(0, 200);
}
