import { Injectable } from '@nestjs/common';
import { AppError, Clock, newId } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { PasswordHasher } from './password-hasher';

/** The current password and those before it, none of which may be set again. */
const rememberedPasswords = 5;

/** The stored password of a user: a row of `credentials`. */
export interface StoredPassword {
  readonly id: string;
  readonly secretHash: string;
}

/** A new password that is ready to be written. */
export interface PreparedPassword {
  /** The password that it replaces; undefined for a user who has none yet. */
  readonly current: StoredPassword | undefined;
  readonly secretHash: string;
}

/** The passwords of users: the current one, and the hashes of those before it. */
@Injectable()
export class Passwords {
  constructor(
    private readonly prisma: PrismaService,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  /** The current password of a user; undefined for a user who logs in without one. */
  async find(userId: string): Promise<StoredPassword | undefined> {
    const credential = await this.prisma.credential.findFirst({
      where: { userId, kind: 'password' },
      select: { id: true, secretHash: true },
    });
    if (!credential?.secretHash) return undefined;
    return { id: credential.id, secretHash: credential.secretHash };
  }

  /**
   * Hashes a new password, which takes long and must therefore happen before the transaction.
   *
   * @throws AppError PASSWORD_REUSED, OVERLOADED
   */
  async prepare(
    userId: string,
    current: StoredPassword | undefined,
    password: string,
  ): Promise<PreparedPassword> {
    const past = await this.prisma.pastPassword.findMany({
      where: { userId },
      orderBy: { retiredAt: 'desc' },
      take: rememberedPasswords - 1,
      select: { secretHash: true },
    });
    for (const { secretHash } of current ? [current, ...past] : past)
      if (await this.hasher.verify(secretHash, password)) throw reusedPassword();
    return { current, secretHash: await this.hasher.hash(password) };
  }

  /** @throws AppError CONFLICT when the current password was replaced since the new one was prepared */
  async replace(tx: Tx, userId: string, { current, secretHash }: PreparedPassword): Promise<void> {
    const now = this.clock.now();

    if (!current) {
      const times = { createdAt: now, updatedAt: now };
      await tx.credential.create({
        data: { id: newId(), userId, kind: 'password', secretHash, ...times },
      });
      return;
    }

    // Only over the hash that was verified: of two changes at the same moment, one succeeds.
    const { count } = await tx.credential.updateMany({
      where: { ...current },
      data: { secretHash, updatedAt: now },
    });

    if (count === 0) throw new AppError(errors.CONFLICT);
    await this.retire(tx, userId, current.secretHash, now);
  }

  /** Remembers a replaced password, and forgets those that may be set again. */
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

function reusedPassword(): AppError {
  const message = `is one of your last ${rememberedPasswords} passwords`;
  return new AppError(errors.PASSWORD_REUSED, { errors: [{ pointer: '/new_password', message }] });
}
