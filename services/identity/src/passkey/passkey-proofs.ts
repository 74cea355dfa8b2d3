import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import type { Passkey } from '../generated/prisma/client';
import { PrismaService, type Tx } from '../prisma.service';
import { PasskeyChallenges } from './passkey-challenges';
import type { Assertion } from './passkey.dto';
import { maxPasskeys, type PasskeyPurpose } from './passkey.rules';
import { RelyingParty, userHandleOf } from './relying-party';

/** The purpose of a proof by passkey. */
export type ProofPurpose = Exclude<PasskeyPurpose, 'register'>;

/** A passkey that signed its challenge; its use is not saved yet. */
export interface PasskeyProof {
  readonly passkey: Passkey;
  readonly counter: bigint;
  readonly backedUp: boolean;
}

/** Verifies the identity of users by their passkeys. */
@Injectable()
export class PasskeyProofs {
  constructor(
    private readonly prisma: PrismaService,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /**
   * A challenge, and the WebAuthn options to sign it.
   *
   * @param userId the owner of the passkeys that may sign; null for a login, whose options are the same for every user
   */
  async begin(purpose: ProofPurpose, userId: string | null) {
    const allowed = userId === null ? undefined : await this.passkeysOf(userId);
    const { id, challenge } = await this.challenges.issue(purpose, userId);
    const options = await this.relyingParty.authenticationOptions(challenge, allowed);

    return { challenge_id: id, options };
  }

  /**
   * @param userId the expected owner of the passkey; null for a login, where the passkey identifies the user
   * @returns undefined for anything but the right answer of a known passkey
   */
  async verify(
    { challenge_id: id, credential }: Assertion,
    purpose: ProofPurpose,
    userId: string | null,
  ): Promise<PasskeyProof | undefined> {
    const challenge = await this.challenges.take(id, purpose, userId);

    const passkey = await this.prisma.passkey.findUnique({
      where: { credentialId: credential.id },
    });

    if (challenge === undefined || !passkey) return undefined;
    if (userId !== null && passkey.userId !== userId) return undefined;
    if (!isHandleOf(credential.response.userHandle, passkey.userId)) return undefined;

    const verified = await this.relyingParty.verifyAssertion(credential, challenge, passkey);
    if (!verified) return undefined;
    const { newCounter, credentialBackedUp: backedUp } = verified;

    return { passkey, counter: BigInt(newCounter), backedUp };
  }

  /**
   * Saves the use of the passkey.
   *
   * @returns false when the passkey, or a copy of it, was removed or used since it was verified
   */
  async accept(tx: Tx, { passkey, counter, backedUp }: PasskeyProof): Promise<boolean> {
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter, backedUp, lastUsedAt: this.clock.now() },
    });
    return count === 1;
  }

  private passkeysOf(userId: string) {
    return this.prisma.passkey.findMany({
      where: { userId },
      select: { credentialId: true },
      take: maxPasskeys,
    });
  }
}

/** Whether the user that a passkey names, if it names one, is its owner. */
function isHandleOf(userHandle: string | null | undefined, userId: string): boolean {
  if (!userHandle) return true;
  return userHandle === Buffer.from(userHandleOf(userId)).toString('base64url');
}
