import { createHash } from 'node:crypto';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

/**
 * Uses up an ID token: each is accepted once, so that a token that was intercepted is worth nothing afterwards.
 *
 * @throws AppError ID_TOKEN_INVALID when it was used before
 */
export async function useIdToken(tx: Tx, token: string, expiresAt: Date): Promise<void> {
  const tokenHash = createHash('sha256').update(signedPartOf(token)).digest('hex');
  const { count } = await tx.usedIdToken.createMany({
    data: { tokenHash, expiresAt },
    skipDuplicates: true,
  });
  if (count === 0) throw new AppError(errors.ID_TOKEN_INVALID);
}

/** The token without its signature, which can be written in several valid ways. */
function signedPartOf(token: string): string {
  return token.slice(0, token.lastIndexOf('.'));
}
