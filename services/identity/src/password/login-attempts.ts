import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, networkOf, type RateLimit, RateLimiter } from '@tribe/service-kit';
import { errors } from '../errors';

const failedLogins: RateLimit = { name: 'failed-logins', points: 5, windowSeconds: 15 * 60 };

/**
 * After five failed logins in 15 minutes, an account refuses logins from that client network, and from no other: a stranger
 * elsewhere cannot lock a user out. It makes no difference whether the account exists.
 */
@Injectable()
export class LoginAttempts {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Counts the attempt as failed until it succeeds, so that attempts at the same moment count each other.
   *
   * @throws AppError TOO_MANY_LOGIN_ATTEMPTS
   */
  async begin(email: string, ip: string): Promise<{ succeed(): Promise<void> }> {
    const key = keyOf(email, ip);
    const { limited, resetSeconds } = await this.limiter.consume(key, failedLogins);
    if (limited)
      throw new AppError(errors.TOO_MANY_LOGIN_ATTEMPTS, { retryAfterSeconds: resetSeconds });

    return { succeed: () => this.limiter.reset(key, failedLogins) };
  }

  /** Forgets the failed logins of a user whose identity was verified in another way. */
  async forgive(email: string, ip: string): Promise<void> {
    await this.limiter.reset(keyOf(email, ip), failedLogins);
  }
}

function keyOf(email: string, ip: string): string {
  return createHash('sha256')
    .update(`${email} ${networkOf(ip)}`)
    .digest('base64url');
}
