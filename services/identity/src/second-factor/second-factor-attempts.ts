import { Injectable } from '@nestjs/common';
import { AppError, type RateLimit, RateLimiter } from '@tribe/service-kit';
import { errors } from '../errors';

const failedCodes: RateLimit = { name: 'failed-codes', points: 5, windowSeconds: 15 * 60 };

/**
 * After five wrong codes in 15 minutes, a user can enter none from anywhere: a code has only a million values. A stranger
 * cannot lock a user out with it, because entering a code takes the password or a session.
 */
@Injectable()
export class SecondFactorAttempts {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Runs one attempt, which counts as failed unless `check` resolves.
   *
   * @throws AppError TOO_MANY_LOGIN_ATTEMPTS; what `check` throws
   */
  async run<T>(userId: string, check: () => Promise<T>): Promise<T> {
    const { limited, resetSeconds } = await this.limiter.consume(userId, failedCodes);
    if (limited)
      throw new AppError(errors.TOO_MANY_LOGIN_ATTEMPTS, { retryAfterSeconds: resetSeconds });
    const result = await check();
    await this.limiter.reset(userId, failedCodes);

    return result;
  }
}
