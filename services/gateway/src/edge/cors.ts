import type { FastifyReply, FastifyRequest } from 'fastify';

const exposed =
  'Deprecation, ETag, Idempotency-Replayed, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id';
const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id',
  'access-control-max-age': '600',
} as const;

/**
 * Which web pages may call the API. Credentials travel in `Authorization`, never in cookies, so
 * `Access-Control-Allow-Credentials` is not sent.
 */
export class Cors {
  private readonly allowed: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.allowed = new Set(origins);
  }

  /** True for requests without an origin (apps, servers) and for pages of an allowed origin. */
  allows(origin: string | undefined): boolean {
    return origin === undefined || this.allowed.has(origin);
  }

  /** Puts the headers on the answer. True when the request was a preflight and is answered by that. */
  apply(request: FastifyRequest, reply: FastifyReply): boolean {
    const { origin } = request.headers;
    // Answers depend on the origin here, and on the accepted compression (compression.ts).
    reply.header('vary', 'Origin, Accept-Encoding');
    const preflight =
      request.method === 'OPTIONS' &&
      request.headers['access-control-request-method'] !== undefined;
    if (origin !== undefined && this.allowed.has(origin)) {
      reply
        .header('access-control-allow-origin', origin)
        .header('access-control-expose-headers', exposed);
      if (preflight) reply.headers(preflightHeaders);
    }
    if (preflight) void reply.code(204).send();
    return preflight;
  }
}
