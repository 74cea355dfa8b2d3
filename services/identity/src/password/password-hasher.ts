import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Options, hash, hashSync, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { AppError, BoundedWork, InjectConfig, QueueFullError } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { normalizePassword } from './password.rules';

/**
 * Hashes and checks passwords, a few at a time: each costs 46 MiB and a core for about 30 ms, so a flood of logins
 * queues here and is then turned away with 503 instead of starving everything else.
 */
@Injectable()
export class PasswordHasher {
  private readonly hashing: BoundedWork;
  /** The library's algorithm is argon2id. */
  private readonly cost: Options;
  private readonly currentPrefix: string;
  /** Checked in place of the hash of an account that does not exist, so that the answer takes as long. */
  private readonly hashOfNobody: string;

  constructor(@InjectConfig() config: IdentityConfig) {
    const memoryCost = config.PASSWORD_HASH_KIB;
    this.cost = { memoryCost, timeCost: 1, parallelism: 1 };
    this.currentPrefix = `$argon2id$v=19$m=${memoryCost},t=1,p=1$`;
    this.hashOfNobody = hashSync(randomBytes(32), this.cost);
    this.hashing = new BoundedWork(config.PASSWORD_HASH_CONCURRENCY, config.PASSWORD_HASH_QUEUE);
  }

  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalizePassword(password), this.cost));
  }

  /** Whether the password is the one behind the hash (argon2 or bcrypt); without a hash: work as hard, then false. */
  async verify(storedHash: string | undefined, password: string): Promise<boolean> {
    const isBcrypt = storedHash?.startsWith('$2') ?? false;
    const matches = await this.inTurn(() =>
      isBcrypt
        ? verifyBcrypt(password, storedHash ?? '')
        : verify(storedHash ?? this.hashOfNobody, normalizePassword(password)),
    );
    return matches && storedHash !== undefined;
  }

  /** Whether a hash was made with another algorithm or other costs than today's. */
  isOutdated(storedHash: string): boolean {
    return !storedHash.startsWith(this.currentPrefix);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.hashing.run(work);
    } catch (error) {
      if (error instanceof QueueFullError)
        throw new AppError(errors.OVERLOADED, { retryAfterSeconds: 2, cause: error });
      throw error;
    }
  }
}
