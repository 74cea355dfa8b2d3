import type { EdgeRoute } from '@tribe/service-kit/edge';

type Json = Readonly<Record<string, unknown>>;

/** The rate limit headers. */
export const rateLimitHeaders: Json = {
  RateLimitPolicy: {
    description: 'The limit that applies: `"read";q=100;w=60` means 100 requests in 60 seconds.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description:
      'The remaining requests: `"read";r=42;t=17` means 42 requests in the next 17 seconds.',
    schema: { type: 'string' },
  },
  RetryAfter: { description: 'Seconds to wait before trying again.', schema: { type: 'integer' } },
};

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

function answer(description: string, headers: Json = {}): Json {
  return {
    description,
    headers,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Error responses of the gateway itself, by component name. */
export const edgeResponses: Json = {
  Unauthenticated: answer(
    'AUTHENTICATION_REQUIRED, TOKEN_EXPIRED, TOKEN_INVALID or SESSION_REVOKED',
    {
      'WWW-Authenticate': { schema: { type: 'string' } },
    },
  ),
  BodyTooLarge: answer('BODY_TOO_LARGE'),
  TooManyRequests: answer('RATE_LIMITED', {
    'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
    RateLimit: { $ref: '#/components/headers/RateLimit' },
    ...retryAfter,
  }),
  BadGateway: answer('BAD_GATEWAY'),
  Unavailable: answer('UPSTREAM_UNAVAILABLE, SERVICE_UNAVAILABLE or OVERLOADED', retryAfter),
  TooSlow: answer('DEADLINE_EXCEEDED'),
};

/** Returns the responses of a route: those of its owner, and those of the gateway itself. */
export function responsesOf({ access, method }: EdgeRoute, ofOwner: Json): Json {
  const refer = (name: string) => ({ $ref: `#/components/responses/${name}` });
  return {
    ...(access !== 'public' && { '401': refer('Unauthenticated') }),
    ...(method !== 'GET' && { '413': refer('BodyTooLarge') }),
    '429': refer('TooManyRequests'),
    '502': refer('BadGateway'),
    '503': refer('Unavailable'),
    '504': refer('TooSlow'),
    ...ofOwner,
    ...(access !== 'public' && '401' in ofOwner && { '401': withRevocation(ofOwner['401']) }),
  };
}

/** Adds SESSION_REVOKED, which not every owner documents: the gateway refuses revoked sessions. */
function withRevocation(response: unknown): unknown {
  if (typeof response !== 'object' || response === null || !('description' in response))
    return response;

  const description = String(response.description);
  if (description.includes('SESSION_REVOKED')) return response;

  return { ...response, description: `${description}, SESSION_REVOKED` };
}
