import { Injectable } from '@nestjs/common';
import type { RateLimit } from '@tribe/service-kit';
import { LimitedAttempts } from '../attempts/limited-attempts';

const failedCodes: RateLimit = { name: 'failed-codes', points: 5, windowSeconds: 15 * 60 };

/**
 * After five wrong codes in 15 minutes, a user can enter none from anywhere: a code has only a million values. A stranger
 * cannot lock a user out with it, because entering a code takes the password or a session.
 */
@Injectable()
export class SecondFactorAttempts {
  constructor(private readonly attempts: LimitedAttempts) {}

  /**
   * Runs one attempt, which counts as failed if `check` refuses it.
   *
   * @throws AppError TOO_MANY_LOGIN_ATTEMPTS, OVERLOADED; the error of `check`
   */
  run<T>(userId: string, check: () => Promise<T>): Promise<T> {
    return this.attempts.run([{ key: userId, limit: failedCodes }], check);
  }
}
