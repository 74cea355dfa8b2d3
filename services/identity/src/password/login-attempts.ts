import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CallCounter, countersOf, type RateLimit } from '@tribe/service-kit';
import { LimitedAttempts } from '../attempts/limited-attempts';

const failedLogins: RateLimit = { name: 'failed-logins', points: 5, windowSeconds: 15 * 60 };

/**
 * After five failed logins in 15 minutes, an account refuses logins from that client network, and from no other: a stranger
 * elsewhere cannot lock a user out. It makes no difference whether the account exists.
 */
@Injectable()
export class LoginAttempts {
  constructor(private readonly attempts: LimitedAttempts) {}

  /**
   * Runs one attempt, which counts as failed if `check` refuses it.
   *
   * @throws AppError TOO_MANY_LOGIN_ATTEMPTS, OVERLOADED; the error of `check`
   */
  run<T>(email: string, ip: string, check: () => Promise<T>): Promise<T> {
    return this.attempts.run(failuresOf(email, ip), check);
  }

  /** Forgets the failed logins of a user whose identity was verified in another way. */
  forgive(email: string, ip: string): Promise<void> {
    return this.attempts.forgive(failuresOf(email, ip));
  }
}

function failuresOf(email: string, ip: string): readonly [CallCounter, ...CallCounter[]] {
  return countersOf(ip, failedLogins, (network) =>
    createHash('sha256').update(`${email} ${network}`).digest('base64url'),
  );
}
