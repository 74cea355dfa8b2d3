import { Injectable } from '@nestjs/common';
import { AppError, settle, Transactions } from '@tribe/service-kit';
import { newAccountView } from '../account/account.view';
import { errors } from '../errors';
import { RequestMailJob } from '../mail-link/request-mail.job';
import { AccountMails } from '../mail/account-mails';
import { PasswordHasher } from '../password/password-hasher';
import { decidePassword } from '../password/password.rules';
import type { Tx } from '../prisma.service';
import { type Device, SessionTokens } from '../session/session-tokens';
import { NewAccounts } from './new-accounts';
import type { RegisterBody, RegisterResponse } from './registration.dto';

/** Opens accounts with a password. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: NewAccounts,
    private readonly hasher: PasswordHasher,
    private readonly mails: AccountMails,
    private readonly tokens: SessionTokens,
    private readonly requests: RequestMailJob,
  ) {}

  async registerUser(body: RegisterBody, device: Device): Promise<RegisterResponse> {
    const { email, username, full_name: fullName, password } = body;
    const wanted = { field: 'password', password, confirmation: body.confirm_password };
    settle(decidePassword(wanted, { email, username, fullName }));
    const secretHash = await this.hasher.hash(password);

    try {
      return await this.open(body, secretHash, device);
    } catch (error) {
      // Either the owner of the address has forgotten the account, or another person tries addresses.
      if (error instanceof AppError && error.code === errors.EMAIL_TAKEN.code)
        await this.requests.enqueue('registration_attempted', email);
      throw error;
    }
  }

  private open(
    { email, username, full_name: fullName }: RegisterBody,
    secretHash: string,
    device: Device,
  ): Promise<RegisterResponse> {
    return this.transactions.run(async (tx) => {
      const account = { email, username, fullName, emailVerified: false };
      const user = await this.accounts.open(tx, account, { kind: 'password', secretHash });
      await this.mails.request(tx, { userId: user.id, kind: 'verify_email', email });
      const tokens = await this.tokens.open(tx, user, device);

      return { user: newAccountView(user), ...tokens };
    });
  }
}
