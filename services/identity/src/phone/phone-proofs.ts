import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { IdTokenIssuer } from '../id-token/id-token-issuer';
import { type PhoneProof, phoneProofFrom } from './phone.rules';

/** Verifies the Firebase ID tokens that prove the phone number of a user. */
@Injectable()
export class PhoneProofs {
  private readonly issuer: IdTokenIssuer;

  constructor(
    @InjectConfig() { FIREBASE_PROJECT_ID: project, FIREBASE_JWKS_URL: jwksUrl }: IdentityConfig,
    private readonly clock: Clock,
  ) {
    this.issuer = new IdTokenIssuer({
      issuers: [`https://securetoken.google.com/${project}`],
      audiences: project === '' ? [] : [project],
      jwksUrl,
    });
  }

  /** @throws AppError EXTERNAL_LOGIN_NOT_OFFERED, ID_TOKEN_INVALID, IDENTITY_PROVIDER_UNAVAILABLE */
  async verify(token: string): Promise<PhoneProof> {
    const now = this.clock.now();
    const proof = phoneProofFrom(await this.issuer.verify(token, now), now);
    if (!proof) throw new AppError(errors.ID_TOKEN_INVALID);

    return proof;
  }
}
