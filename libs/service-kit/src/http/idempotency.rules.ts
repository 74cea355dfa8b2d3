import type { EndpointSpec } from './endpoint.decorator';

/**
 * Returns whether an endpoint takes an Idempotency-Key: every POST that writes, except those without a caller and a body.
 * Nothing tells the strangers apart who send the same key there.
 */
export function takesKey(method: string, { access, body, onlyReads }: EndpointSpec): boolean {
  if (method !== 'POST' || onlyReads) return false;
  return access !== 'public' || body !== undefined;
}
