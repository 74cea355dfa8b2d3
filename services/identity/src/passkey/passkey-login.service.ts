import { Injectable } from '@nestjs/common';
import { AppError, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { LoginResponse } from '../session/session.dto';
import { SignIn } from '../session/sign-in';
import { lockActiveUser } from '../user/user.queries';
import { PasskeyProofs } from './passkey-proofs';
import type { PasskeyLoginBody } from './passkey.dto';

/** Logs users in with a passkey, which identifies the user. No second factor is required. */
@Injectable()
export class PasskeyLoginService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly proofs: PasskeyProofs,
    private readonly signIn: SignIn,
  ) {}

  beginLogIn() {
    return this.proofs.begin('log_in', null);
  }

  /** @throws AppError PASSKEY_REFUSED, whatever is wrong */
  async logIn(
    { device_info: info, ...assertion }: PasskeyLoginBody,
    ip: string,
  ): Promise<LoginResponse> {
    const proof = await this.proofs.verify(assertion, 'log_in', null);
    if (!proof) throw new AppError(errors.PASSKEY_REFUSED);
    const { userId } = proof.passkey;

    return this.transactions.run(async (tx) => {
      const isActive = await lockActiveUser(tx, userId);
      if (!isActive || !(await this.proofs.accept(tx, proof)))
        throw new AppError(errors.PASSKEY_REFUSED);
      const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });

      return this.signIn.complete(tx, user, { info, ip }, { passkey: true });
    });
  }
}
