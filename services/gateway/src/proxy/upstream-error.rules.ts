import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

const retryAfterSeconds = 2;

const slow = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const malformed = new Set([
  'HTTPParserError',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** The connection broke; the owner may have received the request. */
const reset = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Returns true if a safe request may be retried. */
export function isReset(error: unknown): boolean {
  return reset.has(codeOf(error));
}

/** Maps a failed call of an owner to the error for the client. */
export function toUpstreamError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (slow.has(code)) return new AppError(errors.DEADLINE_EXCEEDED, { cause: error });
  if (malformed.has(code)) return new AppError(errors.BAD_GATEWAY, { cause: error });

  return new AppError(errors.UPSTREAM_UNAVAILABLE, {
    retryAfterSeconds,
    cause: error,
  });
}

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : '';
}
