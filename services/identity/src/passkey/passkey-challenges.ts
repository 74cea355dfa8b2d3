import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, newId } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';

/** What a challenge is for: an answer to one is no answer to another. */
export type PasskeyPurpose = 'register' | 'log_in' | 'step_up';

const lifetimeMs = 5 * 60_000;
const challengeBytes = 32;

/** Challenges for passkeys to sign. Each is asked once, and looked at once, whatever comes of it. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  /** @param userId whose it is; nobody's while it is not known who logs in */
  async issue(purpose: PasskeyPurpose, userId: string | null) {
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    const challenge = randomBytes(challengeBytes);
    const { id } = await this.prisma.passkeyChallenge.create({
      data: { id: newId(), purpose, userId, challenge, expiresAt },
    });
    return { id, challenge };
  }

  /** The challenge in base64url; undefined when it was used, has expired, or was issued for something else. */
  async take(
    id: string,
    purpose: PasskeyPurpose,
    userId: string | null,
  ): Promise<string | undefined> {
    const [taken] = await this.prisma.$queryRaw<Array<{ challenge: Uint8Array }>>`
      DELETE FROM passkey_challenges
      WHERE id = ${id}::uuid AND purpose = ${purpose} AND user_id IS NOT DISTINCT FROM ${userId}::uuid
        AND expires_at > ${this.clock.now()}
      RETURNING challenge`;
    return taken && Buffer.from(taken.challenge).toString('base64url');
  }
}
