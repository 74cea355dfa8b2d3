import { isTemporary } from '../http/retry.rules';
import type { TribeError } from '../http/tribe-error';
import type { QueuedWrite } from './queued-write';

/** The server knows a key for 24 hours; an hour remains for clocks that differ. */
const keyLifetimeMs = 23 * 3_600_000;

/**
 * Returns whether a write must not be sent any more: its first try may have taken effect, and the server may have forgotten
 * the key that would prevent a second effect.
 */
export function isExpired({ firstTriedAt, inputs }: QueuedWrite, now: number): boolean {
  return (
    !isKnownForEver(inputs) && firstTriedAt !== undefined && now - firstTriedAt > keyLifetimeMs
  );
}

/** The server recognizes a message by its `client_msg_id` and a check-in by its `client_id`, also without the key. */
function isKnownForEver(inputs: object): boolean {
  const { body } = inputs as {
    readonly body?: { readonly client_msg_id?: string; readonly client_id?: string };
  };
  return (body?.client_msg_id ?? body?.client_id) !== undefined;
}

const needsLogin =
  /^(AUTHENTICATION_REQUIRED|SESSION_REVOKED|ACCOUNT_INACTIVE|TOKEN_\w+|REFRESH_TOKEN_\w+|SIGNED_OUT)$/;

/** Returns whether the queue waits after a failure, instead of giving the write up. */
export function waitsAfter(error: TribeError): boolean {
  const { code, status } = error;
  if (status === undefined || needsLogin.test(code)) return true;

  return isTemporary(error) || status === 429 || status >= 500;
}
