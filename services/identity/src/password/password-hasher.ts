import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Options, hash, hashSync, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { AppError, BoundedWork, InjectConfig, QueueFullError } from '@tribe/service-kit';
import type { IdentityConfig } from '../config';
import { errors } from '../errors';
import { normalizePassword } from './password.rules';

const retryAfterSeconds = 2;

/**
 * Hashes and verifies passwords, a few at a time: each takes 46 MiB and a core for about 30 ms. A flood of logins waits in a
 * queue and is then refused with 503, so that it does not slow everything else down.
 */
@Injectable()
export class PasswordHasher {
  private readonly hashing: BoundedWork;
  /** The algorithm of the library is argon2id. */
  private readonly cost: Options;
  private readonly currentPrefix: string;
  /** Verified in place of the hash of an unknown account, so that the answer takes as long. */
  private readonly decoyHash: string;

  constructor(@InjectConfig() config: IdentityConfig) {
    const memoryCost = config.PASSWORD_HASH_KIB;
    this.cost = { memoryCost, timeCost: 1, parallelism: 1 };
    this.currentPrefix = `$argon2id$v=19$m=${memoryCost},t=1,p=1$`;
    this.decoyHash = hashSync(randomBytes(32), this.cost);
    this.hashing = new BoundedWork(config.PASSWORD_HASH_CONCURRENCY, config.PASSWORD_HASH_QUEUE);
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalizePassword(password), this.cost));
  }

  /**
   * Whether the hash (argon2 or bcrypt) is one of the password. Without a hash, the same work is done and the result is
   * false.
   */
  async verify(storedHash: string | undefined, password: string): Promise<boolean> {
    const isBcrypt = storedHash?.startsWith('$2') ?? false;
    const matches = await this.inTurn(() =>
      isBcrypt
        ? verifyBcrypt(password, storedHash ?? '')
        : verify(storedHash ?? this.decoyHash, normalizePassword(password)),
    );
    return matches && storedHash !== undefined;
  }

  /** Whether the hash was made with another algorithm or other costs than those of this configuration. */
  isOutdated(storedHash: string): boolean {
    return !storedHash.startsWith(this.currentPrefix);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.hashing.run(work);
    } catch (error) {
      if (error instanceof QueueFullError)
        throw new AppError(errors.OVERLOADED, { retryAfterSeconds, cause: error });
      throw error;
    }
  }
}
