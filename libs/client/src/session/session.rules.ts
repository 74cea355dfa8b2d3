import type { TribeError } from '../http/tribe-error';

/** Codes with which the server says that a session has ended. */
const endings = new Set(['SESSION_REVOKED', 'ACCOUNT_INACTIVE']);

const staleCodes = new Set(['TOKEN_EXPIRED', 'TOKEN_INVALID']);

/** Returns whether the session of a refused token has ended, so that the user must log in again. */
export function endsSession(code: string): boolean {
  return endings.has(code);
}

/** Returns whether another access token of the same session may be accepted. */
export function needsNewToken(code: string): boolean {
  return staleCodes.has(code);
}

/** Returns whether a refresh failed because the session has ended. */
export function endsRefresh({ status }: TribeError): boolean {
  return status === 401;
}
