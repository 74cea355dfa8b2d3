import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { IdTokenIssuer } from '../id-token/id-token-issuer';
import { type ExternalIdentity, identityFrom, type Provider } from './external-login.rules';

/** Verifies the ID tokens of Google and Apple. */
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
   * @param nonce the nonce that the app gave the provider; required when the token has one, and refused when it has none
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

/** Apps give Apple the SHA-256 of the nonce. Token and request must either both have a nonce or both have none. */
function isNonceOf(inToken: string | undefined, sent: string | undefined): boolean {
  if (inToken === undefined || sent === undefined) return inToken === sent;
  return inToken === sent || inToken === createHash('sha256').update(sent).digest('hex');
}
