import { Injectable } from '@nestjs/common';

/**
 * Decides whether a stored response with an access token may be sent again. The service that issues access tokens binds
 * an implementation; in other services, no such response exists.
 */
@Injectable()
export abstract class CredentialReplays {
  /**
   * Returns whether the response may be sent again: its session is open, and the password has not been changed since.
   * Otherwise, a thief of an old request would get valid tokens for it.
   */
  abstract mayRepeat(accessToken: string): Promise<boolean>;
}

/** Returns the access token in a response body; undefined for a response without credentials. */
export function accessTokenIn(body: string): string | undefined {
  if (!body.includes('"access_token"')) return undefined;
  const { access_token: token } = JSON.parse(body) as { access_token?: unknown };

  return typeof token === 'string' ? token : undefined;
}
