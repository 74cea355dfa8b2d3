import type { FastifyReply, FastifyRequest } from 'fastify';

const exposed =
  'Deprecation, ETag, Idempotency-Replayed, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id';
const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Request-Id',
  'access-control-max-age': '600',
} as const;

/**
 * Decides which web pages may call the API. `Access-Control-Allow-Credentials` is not sent, because clients send
 * credentials in `Authorization`, never in cookies.
 */
export class Cors {
  private readonly allowed: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.allowed = new Set(origins);
  }

  /** Returns true for requests without an origin (apps, servers) and for pages of an allowed origin. */
  allows(origin: string | undefined): boolean {
    return origin === undefined || this.allowed.has(origin);
  }

  /** Sets the CORS headers, and answers preflights. Returns true for a preflight. */
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
