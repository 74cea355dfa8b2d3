import { Injectable } from '@nestjs/common';
import { AppError, Clock, newId } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { PasswordHasher } from './password-hasher';

/** The present password and the ones before it, which may not be used again. */
const rememberedPasswords = 5;

/** A password of somebody: where it is kept, and what it hashes to. */
export interface StoredPassword {
  readonly id: string;
  readonly secretHash: string;
}

/** The last passwords of a person. */
@Injectable()
export class PasswordHistory {
  constructor(
    private readonly prisma: PrismaService,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  async passwordOf(userId: string): Promise<StoredPassword | undefined> {
    const credential = await this.prisma.credential.findFirst({
      where: { userId, kind: 'password' },
    });
    return credential?.secretHash
      ? { id: credential.id, secretHash: credential.secretHash }
      : undefined;
  }

  /** @throws AppError PASSWORD_REUSED */
  async refuseUsedBefore(
    userId: string,
    present: StoredPassword | undefined,
    password: string,
  ): Promise<void> {
    const past = await this.prisma.pastPassword.findMany({
      where: { userId },
      orderBy: { retiredAt: 'desc' },
      take: rememberedPasswords - 1,
      select: { secretHash: true },
    });
    for (const { secretHash } of present ? [present, ...past] : past) {
      if (!(await this.hasher.verify(secretHash, password))) continue;
      throw new AppError(errors.PASSWORD_REUSED, {
        errors: [
          {
            pointer: '/new_password',
            message: `is one of your last ${rememberedPasswords} passwords`,
          },
        ],
      });
    }
  }

  /**
   * Puts a new password in the place of the present one, or gives the first one to somebody who has none.
   *
   * @throws AppError CONFLICT when the present one was replaced meanwhile
   */
  async replace(
    tx: Tx,
    userId: string,
    present: StoredPassword | undefined,
    secretHash: string,
  ): Promise<void> {
    const now = this.clock.now();
    if (!present) {
      const times = { createdAt: now, updatedAt: now };
      await tx.credential.create({
        data: { id: newId(), userId, kind: 'password', secretHash, ...times },
      });
      return;
    }
    // Only over the hash that was looked at: of two changes at once, one wins.
    const { count } = await tx.credential.updateMany({
      where: { ...present },
      data: { secretHash, updatedAt: now },
    });
    if (count === 0) throw new AppError(errors.CONFLICT);
    await this.retire(tx, userId, present.secretHash, now);
  }

  /** Keeps as many as are asked about. */
  private async retire(tx: Tx, userId: string, secretHash: string, retiredAt: Date): Promise<void> {
    await tx.pastPassword.create({ data: { id: newId(), userId, secretHash, retiredAt } });
    const forgotten = await tx.pastPassword.findMany({
      where: { userId },
      orderBy: { retiredAt: 'desc' },
      skip: rememberedPasswords - 1,
      select: { id: true },
    });
    await tx.pastPassword.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } });
  }
}
