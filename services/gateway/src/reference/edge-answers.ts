import type { Route } from '../routes';

type Json = Readonly<Record<string, unknown>>;

/** The body of every error (RFC 9457), from whichever service. */
export const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: clients decide by it.' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string' },
          message: { type: 'string' },
          in: { type: 'string', enum: ['body', 'query', 'path'] },
        },
      },
    },
    request_id: { type: 'string' },
  },
};

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
  Unauthenticated: answer('AUTHENTICATION_REQUIRED, TOKEN_EXPIRED, TOKEN_INVALID or SESSION_REVOKED', {
    'WWW-Authenticate': { schema: { type: 'string' } },
  }),
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

/** The answers of the gateway that a route can get. */
export function refusalsOf({ access, method }: Route): Json {
  const refer = (name: string) => ({ $ref: `#/components/responses/${name}` });
  return {
    ...(access === 'authenticated' && { '401': refer('Unauthenticated') }),
    ...(method !== 'GET' && { '413': refer('BodyTooLarge') }),
    '429': refer('TooManyRequests'),
    '502': refer('BadGateway'),
    '503': refer('Unavailable'),
    '504': refer('TooSlow'),
  };
}
