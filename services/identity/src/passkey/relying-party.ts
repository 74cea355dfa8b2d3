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

/** The columns of a passkey that WebAuthn needs. */
export interface StoredPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: bigint;
  readonly transports: string[];
}

type Challenge = Buffer<ArrayBuffer>;

/**
 * The server side of WebAuthn. The device must verify the user each time, which makes a passkey two factors in one.
 */
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

  /** @returns the new passkey; undefined when the answer is not valid */
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

  /** @returns the new counter of the passkey; undefined when the answer is not valid */
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

  /** The library throws when anything is wrong with the answer, all of which comes from the client. */
  private async orRefused<T>(verify: () => Promise<T>): Promise<T | undefined> {
    try {
      return await verify();
    } catch (error) {
      this.logger.debug({ err: error }, 'refused the answer of a passkey');
      return undefined;
    }
  }
}

/** The only thing that a passkey stores about its owner: the id. */
export function userHandleOf(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}
