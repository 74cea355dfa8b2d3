import { Injectable } from '@nestjs/common';
import { settle, Transactions } from '@tribe/service-kit';
import { newAccountView } from '../account/account.view';
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
  ) {}

  async registerUser(body: RegisterBody, device: Device): Promise<RegisterResponse> {
    const { email, username, full_name: fullName, password } = body;
    const wanted = { field: 'password', password, confirmation: body.confirm_password };
    settle(decidePassword(wanted, { email, username, fullName }));
    const secretHash = await this.hasher.hash(password);

    return this.transactions.run(async (tx) => {
      const account = { email, username, fullName, emailVerified: false };
      const user = await this.accounts.open(tx, account, { kind: 'password', secretHash });
      await this.mails.request(tx, { userId: user.id, kind: 'verify_email', email });
      const tokens = await this.tokens.open(tx, user, device);

      return { user: newAccountView(user), ...tokens };
    });
  }
}
