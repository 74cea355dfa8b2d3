import { AppError } from '@tribe/service-kit';
import {
  createRemoteJWKSet,
  errors as joseErrors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { errors } from '../errors';

const fetchTimeoutMs = 3_000;
/** A token with an unknown key makes us ask for the keys again, but not more often than this. */
const cooldownMs = 30_000;
const cacheMs = 10 * 60_000;
const clockToleranceSeconds = 60;
const retrySeconds = 5;

export interface IdTokenIssuerOptions {
  /** What its tokens may name as their issuer. */
  readonly issuers: readonly string[];
  /** Ours there; without one nothing of it is offered. */
  readonly audiences: readonly string[];
  readonly jwksUrl: string;
}

/** A provider whose id tokens are checked against the keys it publishes. */
export class IdTokenIssuer {
  private readonly issuer: string[];
  private readonly audience: string[];
  private readonly keys: JWTVerifyGetKey;

  constructor({ issuers, audiences, jwksUrl }: IdTokenIssuerOptions) {
    this.issuer = [...issuers];
    this.audience = [...audiences];
    this.keys = createRemoteJWKSet(new URL(jwksUrl), {
      timeoutDuration: fetchTimeoutMs,
      cooldownDuration: cooldownMs,
      cacheMaxAge: cacheMs,
    });
  }

  /**
   * The claims of a token that holds now.
   *
   * @throws AppError EXTERNAL_LOGIN_NOT_OFFERED, ID_TOKEN_INVALID, IDENTITY_PROVIDER_UNAVAILABLE
   */
  async verify(token: string, now: Date): Promise<JWTPayload> {
    const { issuer, audience } = this;
    if (audience.length === 0) throw new AppError(errors.EXTERNAL_LOGIN_NOT_OFFERED);
    const { payload } = await jwtVerify(token, this.keys, {
      issuer,
      audience,
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: now,
    }).catch((cause: unknown) => {
      throw isAway(cause)
        ? new AppError(errors.IDENTITY_PROVIDER_UNAVAILABLE, {
            retryAfterSeconds: retrySeconds,
            cause,
          })
        : new AppError(errors.ID_TOKEN_INVALID, { cause });
    });
    return payload;
  }
}

/** The keys could not be had; anything else is the token's fault. */
function isAway(cause: unknown): boolean {
  if (!(cause instanceof joseErrors.JOSEError)) return true;
  return [
    joseErrors.JWKSTimeout.code,
    joseErrors.JWKSInvalid.code,
    joseErrors.JOSEError.code,
  ].includes(cause.code);
}
