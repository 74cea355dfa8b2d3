import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { IdTokenIssuer } from '../id-token/id-token-issuer';
import { type ExternalIdentity, identityFrom, type Provider } from './external-login.rules';

/** Checks the id tokens of Google and Apple against the keys they publish. */
@Injectable()
export class IdTokens {
  private readonly issuers: Record<Provider, IdTokenIssuer>;

  constructor(
    @InjectConfig() config: IdentityConfig,
    private readonly clock: Clock,
  ) {
    this.issuers = {
      google: new IdTokenIssuer({
        issuers: config.GOOGLE_ISSUERS,
        audiences: config.GOOGLE_CLIENT_IDS,
        jwksUrl: config.GOOGLE_JWKS_URL,
      }),
      apple: new IdTokenIssuer({
        issuers: config.APPLE_ISSUERS,
        audiences: config.APPLE_CLIENT_IDS,
        jwksUrl: config.APPLE_JWKS_URL,
      }),
    };
  }

  /**
   * @param nonce what the client gave the provider; needed when the token has one
   * @throws AppError EXTERNAL_LOGIN_NOT_OFFERED, ID_TOKEN_INVALID, IDENTITY_PROVIDER_UNAVAILABLE
   */
  async verify(
    provider: Provider,
    token: string,
    nonce: string | undefined,
  ): Promise<ExternalIdentity> {
    const payload = await this.issuers[provider].verify(token, this.clock.now());
    const identity = identityFrom(provider, payload);
    if (!identity || !isNonceOf(identity.nonce, nonce)) throw new AppError(errors.ID_TOKEN_INVALID);
    return identity;
  }
}

/** Apple's clients give the provider the SHA-256 of the nonce. Neither side may have one without the other. */
function isNonceOf(inToken: string | undefined, sent: string | undefined): boolean {
  if (inToken === undefined || sent === undefined) return inToken === sent;
  return inToken === sent || inToken === createHash('sha256').update(sent).digest('hex');
}
