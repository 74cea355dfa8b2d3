import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

/** A token that was seen on its way here is worth nothing: each does something once. */
@Injectable()
export class UsedIdTokens {
  /** @throws AppError ID_TOKEN_INVALID when it was used before */
  async use(tx: Tx, token: string, expiresAt: Date): Promise<void> {
    const tokenHash = createHash('sha256').update(signedPartOf(token)).digest('hex');
    const { count } = await tx.usedIdToken.createMany({
      data: { tokenHash, expiresAt },
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError(errors.ID_TOKEN_INVALID);
  }
}

/** All but the signature, which can be written in several ways that are all good. */
function signedPartOf(token: string): string {
  return token.slice(0, token.lastIndexOf('.'));
}
