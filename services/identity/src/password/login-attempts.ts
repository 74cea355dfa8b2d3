import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, networkOf, type RateLimit, RateLimiter } from '@tribe/service-kit';
import { errors } from '../errors';

const failedLogins: RateLimit = { name: 'failed-logins', points: 5, windowSeconds: 15 * 60 };

/**
 * Five failed logins in a quarter of an hour close an account to one client network, and to that one only: a stranger
 * elsewhere cannot lock anybody out. Whether the account exists makes no difference.
 */
@Injectable()
export class LoginAttempts {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Counts the attempt as failed until it succeeds, so that many at once cannot slip through together.
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

  /** Forgets the failures of somebody who has shown otherwise who they are. */
  async forgive(email: string, ip: string): Promise<void> {
    await this.limiter.reset(keyOf(email, ip), failedLogins);
  }
}

function keyOf(email: string, ip: string): string {
  return createHash('sha256')
    .update(`${email} ${networkOf(ip)}`)
    .digest('base64url');
}
