import { Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { InjectConfig, Logger } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import type { Assertion, NewCredential } from './passkey.dto';

/** A passkey as it is stored. */
export interface StoredPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: bigint;
  readonly transports: string[];
}

type Challenge = Buffer<ArrayBuffer>;

/** Our side of WebAuthn. The person must be verified by the device each time: so a passkey is two factors in one. */
@Injectable()
export class RelyingParty {
  private readonly logger: Logger;

  constructor(
    @InjectConfig() private readonly config: IdentityConfig,
    logger: Logger,
  ) {
    this.logger = logger.for('Passkeys');
  }

  async registrationOptions(
    account: { id: string; email: string; fullName: string },
    challenge: Challenge,
    known: ReadonlyArray<Pick<StoredPasskey, 'credentialId' | 'transports'>>,
  ) {
    return generateRegistrationOptions({
      rpName: 'Tribe',
      rpID: this.config.PASSKEY_RP_ID,
      userID: userHandleOf(account.id),
      userName: account.email,
      userDisplayName: account.fullName,
      challenge,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  async authenticationOptions(
    challenge: Challenge,
    allowed?: ReadonlyArray<Pick<StoredPasskey, 'credentialId'>>,
  ) {
    return generateAuthenticationOptions({
      rpID: this.config.PASSKEY_RP_ID,
      challenge,
      userVerification: 'required',
      ...(allowed && { allowCredentials: allowed.map(({ credentialId: id }) => ({ id })) }),
    });
  }

  /** What the new passkey is; undefined when its answer does not hold. */
  async verifyRegistration(
    { id, rawId, type, response: fresh }: NewCredential,
    expectedChallenge: string,
  ) {
    const { clientDataJSON, attestationObject } = fresh;
    const response = {
      id,
      rawId,
      type,
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    };
    const verified = await this.orRefused(() =>
      verifyRegistrationResponse({ response, expectedChallenge, ...this.expected() }),
    );
    return verified?.verified ? verified.registrationInfo : undefined;
  }

  /** The passkey's new counter; undefined when its answer does not hold. */
  async verifyAssertion(
    { id, rawId, type, response: signed }: Assertion['credential'],
    expectedChallenge: string,
    { publicKey, counter }: StoredPasskey,
  ) {
    const { clientDataJSON, authenticatorData, signature } = signed;
    const answered = { clientDataJSON, authenticatorData, signature };
    const response = { id, rawId, type, response: answered, clientExtensionResults: {} };
    const credential = { id, publicKey, counter: Number(counter) };
    const verified = await this.orRefused(() =>
      verifyAuthenticationResponse({ response, expectedChallenge, credential, ...this.expected() }),
    );
    return verified?.verified ? verified.authenticationInfo : undefined;
  }

  private expected() {
    return {
      expectedOrigin: [...this.config.PASSKEY_ORIGINS],
      expectedRPID: this.config.PASSKEY_RP_ID,
      requireUserVerification: true,
    };
  }

  /** The library throws for whatever does not fit; all of it comes from the client. */
  private async orRefused<T>(verify: () => Promise<T>): Promise<T | undefined> {
    try {
      return await verify();
    } catch (error) {
      this.logger.debug({ err: error }, 'the answer of a passkey is refused');
      return undefined;
    }
  }
}

/** What a passkey remembers of its owner: the id alone. */
export function userHandleOf(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}
