import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import type { Passkey } from '../generated/prisma/client';
import { PrismaService, type Tx } from '../prisma.service';
import { PasskeyChallenges, type PasskeyPurpose } from './passkey-challenges';
import type { Assertion } from './passkey.dto';
import { RelyingParty, userHandleOf } from './relying-party';

/** A passkey that answered its challenge, before that is written down. */
export interface PasskeyProof {
  readonly passkey: Passkey;
  readonly counter: bigint;
  readonly backedUp: boolean;
}

/** Somebody shows by a passkey who they are. */
@Injectable()
export class PasskeyProofs {
  constructor(
    private readonly prisma: PrismaService,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /**
   * @param userId who has to own the passkey; null for whoever it belongs to
   * @returns undefined for anything but the right answer of a known passkey
   */
  async check(
    { challenge_id: id, credential }: Assertion,
    purpose: PasskeyPurpose,
    userId: string | null,
  ) {
    const challenge = await this.challenges.take(id, purpose, userId);
    const passkey = await this.prisma.passkey.findUnique({
      where: { credentialId: credential.id },
    });
    if (challenge === undefined || !passkey || (userId !== null && passkey.userId !== userId))
      return undefined;
    const { userHandle } = credential.response;
    const owner = Buffer.from(userHandleOf(passkey.userId)).toString('base64url');
    if (userHandle && userHandle !== owner) return undefined;
    const verified = await this.relyingParty.verifyAssertion(credential, challenge, passkey);
    if (!verified) return undefined;
    const { newCounter, credentialBackedUp: backedUp } = verified;
    return { passkey, counter: BigInt(newCounter), backedUp } satisfies PasskeyProof;
  }

  /** False when the passkey was removed, or used by somebody with a copy of it, since it was looked at. */
  async accept(tx: Tx, { passkey, counter, backedUp }: PasskeyProof): Promise<boolean> {
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter, backedUp, lastUsedAt: this.clock.now() },
    });
    return count === 1;
  }
}
