import type { EdgeRoute } from '@tribe/service-kit/edge';

type Json = Readonly<Record<string, unknown>>;

/** Limits are told on every answer. */
export const rateLimitHeaders: Json = {
  RateLimitPolicy: {
    description: 'Which limit applies: `"read";q=100;w=60` is 100 requests in 60 seconds.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left: `"read";r=42;t=17` is 42 requests in the next 17 seconds.',
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

/** What the gateway itself may answer, by component name. */
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

/** What a route can answer: what its owner says, and what the gateway may say before the owner is asked. */
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

/** Owners do not know of revoked sessions: the gateway refuses them first. */
function withRevocation(response: unknown): unknown {
  if (typeof response !== 'object' || response === null || !('description' in response))
    return response;
  return { ...response, description: `${String(response.description)}, SESSION_REVOKED` };
}
