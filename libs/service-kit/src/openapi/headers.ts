import type { CompiledEndpoint } from '../http/endpoint-registry';
import type { EndpointSpec } from '../http/endpoint.decorator';
import { documentedKey, returnsAccessToken, takesKey } from '../http/idempotency.rules';
import type { Json } from './json';

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes retries safe: for at least 24 hours, a repeated request returns the first response',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: documentedKey.source },
} as const;

const idempotencyKeyOfTokens = {
  ...idempotencyKey,
  description: `${idempotencyKey.description}; only as long as its session is open and the password is unchanged, and is executed again after that`,
} as const;

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description:
    'The ETag of an earlier response: if it still matches, the response is 304 without a body',
  schema: { type: 'string' },
} as const;

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The ETag of an earlier response: if the resource has changed since, the response is 412 and nothing is written',
  schema: { type: 'string' },
} as const;

/** The headers that an endpoint reads, besides Authorization. */
export function headerParametersOf({ method, spec }: CompiledEndpoint, keepsKeys: boolean): Json[] {
  if (method === 'POST') return keepsKeys && takesKey(method, spec) ? [keyParameterOf(spec)] : [];
  if (method === 'GET') return spec.response ? [ifNoneMatch] : [];
  return spec.versioned ? [ifMatch] : [];
}

function keyParameterOf(spec: EndpointSpec): Json {
  return returnsAccessToken(spec) ? idempotencyKeyOfTokens : idempotencyKey;
}

/** The headers of a successful response. */
export function responseHeadersOf({ method, spec }: CompiledEndpoint): Json {
  const tagged = spec.versioned ? method !== 'DELETE' : method === 'GET';
  return {
    ...(tagged && spec.response && { ETag: { schema: { type: 'string' } } }),
    ...(spec.deprecated && {
      Deprecation: { schema: { type: 'string' } },
      Sunset: { schema: { type: 'string' } },
    }),
  };
}
