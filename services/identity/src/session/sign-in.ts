import { Injectable } from '@nestjs/common';
import { type AccountFields, accountView } from '../account/account.view';
import { ActivityLog } from '../activity/activity-log';
import type { Tx } from '../prisma.service';
import { type Device, SessionTokens } from './session-tokens';
import type { LoginResponse } from './session.dto';

/** The proof of identity besides the password, as the activity of a login names it. */
export type LoginProof =
  | { readonly second_factor: true }
  | { readonly passkey: true }
  | { readonly provider: string };

/** The last step of every kind of login: it is recorded, and a session is opened. */
@Injectable()
export class SignIn {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly activities: ActivityLog,
  ) {}

  /** The caller of this method has verified the identity of the user, and holds the lock of an active account. */
  async complete(
    tx: Tx,
    user: AccountFields,
    device: Device,
    proof?: LoginProof,
  ): Promise<LoginResponse> {
    const metadata = { ...device.info, ...proof };
    await this.activities.record(tx, { userId: user.id, type: 'login', metadata });
    const tokens = await this.tokens.open(tx, user, device, proof && isSecondFactor(proof));

    return { user: accountView(user), ...tokens };
  }
}

/** A passkey is two factors in one. */
function isSecondFactor(proof: LoginProof): boolean {
  return 'second_factor' in proof || 'passkey' in proof;
}
