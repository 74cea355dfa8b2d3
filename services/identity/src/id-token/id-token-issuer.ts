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
/** For a token with an unknown key, the keys are fetched again, but not more often than this. */
const cooldownMs = 30_000;
const cacheMs = 10 * 60_000;
const clockToleranceSeconds = 60;
const retryAfterSeconds = 5;

export interface IdTokenIssuerOptions {
  /** The names that its tokens may have as their issuer. */
  readonly issuers: readonly string[];
  /** Our client ids at the provider; without any, the provider is not supported. */
  readonly audiences: readonly string[];
  readonly jwksUrl: string;
}

/** A provider whose ID tokens are verified with the keys that it publishes. */
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
   * The claims of a valid token.
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
      throw errorFor(cause);
    });

    return payload;
  }
}

function errorFor(cause: unknown): AppError {
  return isOutage(cause)
    ? new AppError(errors.IDENTITY_PROVIDER_UNAVAILABLE, { retryAfterSeconds, cause })
    : new AppError(errors.ID_TOKEN_INVALID, { cause });
}

/** Whether the keys of the provider could not be fetched. Any other error is the fault of the token. */
function isOutage(cause: unknown): boolean {
  if (!(cause instanceof joseErrors.JOSEError)) return true;
  return [
    joseErrors.JWKSTimeout.code,
    joseErrors.JWKSInvalid.code,
    joseErrors.JOSEError.code,
  ].includes(cause.code);
}
