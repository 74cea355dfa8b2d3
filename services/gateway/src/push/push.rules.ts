import type { OwnerAnswer } from '../proxy/owner-client';

/**
 * Returns whether an answer is final. The others say that the owner could not decide now; later operations must then wait,
 * because they can depend on this one.
 */
export function isFinal({ status, body }: OwnerAnswer): boolean {
  if (status >= 500 || status === 408 || status === 429) return false;
  return (body as { code?: unknown } | null)?.code !== 'IDEMPOTENCY_KEY_IN_FLIGHT';
}
