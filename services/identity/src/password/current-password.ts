import { Injectable } from '@nestjs/common';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { LoginAttempts } from './login-attempts';
import { PasswordHasher } from './password-hasher';
import { Passwords, type StoredPassword } from './passwords';

/** Asks a signed-in user for their password again. */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly passwords: Passwords,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
  ) {}

  /**
   * A wrong password counts as a failed login, so that a stolen token does not help to guess it.
   *
   * @throws AppError CURRENT_PASSWORD_WRONG, TOO_MANY_LOGIN_ATTEMPTS, OVERLOADED
   */
  async require(
    { id: userId, email }: { id: string; email: string },
    password: string,
    ip: string,
  ): Promise<StoredPassword> {
    // Read before the attempt waits: of two changes at the same moment, the later one finds that the password was replaced.
    const current = await this.passwords.find(userId);

    return this.attempts.run(email, ip, async () => {
      const matches = await this.hasher.verify(current?.secretHash, password);
      if (!current || !matches) throw new AppError(errors.CURRENT_PASSWORD_WRONG);

      return current;
    });
  }
}
