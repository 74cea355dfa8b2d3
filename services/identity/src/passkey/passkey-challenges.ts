import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, newId, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { takeChallenge } from './passkey.queries';
import type { PasskeyPurpose } from './passkey.rules';

const lifetimeMs = 5 * 60_000;
const challengeBytes = 32;

/** Challenges for passkeys to sign. Each can be answered once, whether or not the answer is right. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  /** @param userId null for a login, where the user is not known yet */
  async issue(purpose: PasskeyPurpose, userId: string | null) {
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    const challenge = randomBytes(challengeBytes);

    const { id } = await this.transactions.run((tx) =>
      tx.passkeyChallenge.create({
        data: { id: newId(), purpose, userId, challenge, expiresAt },
        select: { id: true },
      }),
    );

    return { id, challenge };
  }

  /**
   * Uses up a challenge.
   *
   * @returns the challenge in base64url; undefined when it was used, has expired, or was issued for something else
   */
  async take(
    id: string,
    purpose: PasskeyPurpose,
    userId: string | null,
  ): Promise<string | undefined> {
    const wanted = { id, purpose, userId };
    const now = this.clock.now();
    const challenge = await this.transactions.run((tx) => takeChallenge(tx.sql, wanted, now));

    return challenge?.toString('base64url');
  }
}
