import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { IdentityConfig } from '../config';
import { type ExternalIdentity, identityFrom, type Provider } from './external-login.rules';

const fetchTimeoutMs = 3_000;
/** A token with an unknown key makes us ask for the keys again, but not more often than this. */
const cooldownMs = 30_000;
const cacheMs = 10 * 60_000;
const clockToleranceSeconds = 60;
const retrySeconds = 5;

interface Issuer {
  readonly issuer: string[];
  /** Our client ids there; none when the provider is not offered. */
  readonly audience: string[];
  readonly keys: JWTVerifyGetKey;
}

/** Checks the id tokens of Google and Apple against the keys they publish. */
@Injectable()
export class IdTokens {
  private readonly issuers: Record<Provider, Issuer>;

  constructor(
    @InjectConfig() config: IdentityConfig,
    private readonly clock: Clock,
  ) {
    this.issuers = {
      google: issuerOf(config.GOOGLE_ISSUERS, config.GOOGLE_CLIENT_IDS, config.GOOGLE_JWKS_URL),
      apple: issuerOf(config.APPLE_ISSUERS, config.APPLE_CLIENT_IDS, config.APPLE_JWKS_URL),
    };
  }

  /**
   * @param nonce what the client gave the provider; needed when the token has one
   * @throws AppError EXTERNAL_LOGIN_NOT_OFFERED, ID_TOKEN_INVALID, IDENTITY_PROVIDER_UNAVAILABLE
   */
  async verify(provider: Provider, token: string, nonce: string | undefined): Promise<ExternalIdentity> {
    const { issuer, audience, keys } = this.issuers[provider];
    if (audience.length === 0) throw new AppError('EXTERNAL_LOGIN_NOT_OFFERED');
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: this.clock.now(),
    }).catch((cause: unknown) => {
      throw isAway(cause)
        ? new AppError('IDENTITY_PROVIDER_UNAVAILABLE', { retryAfterSeconds: retrySeconds, cause })
        : new AppError('ID_TOKEN_INVALID', { cause });
    });
    const identity = identityFrom(provider, payload);
    if (!identity || !isNonceOf(identity.nonce, nonce)) throw new AppError('ID_TOKEN_INVALID');
    return identity;
  }
}

function issuerOf(issuer: readonly string[], audience: readonly string[], jwksUrl: string): Issuer {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: fetchTimeoutMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: cacheMs,
  });
  return { issuer: [...issuer], audience: [...audience], keys };
}

/** Apple's clients give the provider the SHA-256 of the nonce. Neither side may have one without the other. */
function isNonceOf(inToken: string | undefined, sent: string | undefined): boolean {
  if (inToken === undefined || sent === undefined) return inToken === sent;
  return inToken === sent || inToken === createHash('sha256').update(sent).digest('hex');
}

/** The keys could not be had; anything else is the token's fault. */
function isAway(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return true;
  return [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code].includes(cause.code);
}
