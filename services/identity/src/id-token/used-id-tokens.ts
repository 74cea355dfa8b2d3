import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** A token that was seen on its way here is worth nothing: each does something once. */
@Injectable()
export class UsedIdTokens {
  /** @throws AppError ID_TOKEN_INVALID when it was used before */
  async use(tx: Tx, token: string, expiresAt: Date): Promise<void> {
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const { count } = await tx.usedIdToken.createMany({ data: { tokenHash, expiresAt }, skipDuplicates: true });
    if (count === 0) throw new AppError('ID_TOKEN_INVALID');
  }
}
