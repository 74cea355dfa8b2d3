import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

const retryAfterSeconds = 2;

const slow = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const malformed = new Set([
  'HTTPParserError',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** The connection broke off, so the owner may or may not have seen the request. */
const reset = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** True when a safe request may be sent once more. */
export function isReset(error: unknown): boolean {
  return reset.has(codeOf(error));
}

/** What the client is told when an owner did not answer. */
export function toUpstreamError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (slow.has(code)) return new AppError(errors.DEADLINE_EXCEEDED, { cause: error });
  if (malformed.has(code)) return new AppError(errors.BAD_GATEWAY, { cause: error });
  return new AppError(errors.UPSTREAM_UNAVAILABLE, {
    retryAfterSeconds: retryAfterSeconds,
    cause: error,
  });
}

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : '';
}
