import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { requireLoginMethod } from '../account/login-methods';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { PasskeyChallenges } from './passkey-challenges';
import type { RegisterPasskeyBody } from './passkey.dto';
import { decideNewPasskey, maxPasskeys } from './passkey.rules';
import { passkeyView } from './passkey.view';
import { RelyingParty } from './relying-party';

/** The passkeys of the caller. */
@Injectable()
export class PasskeyService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async listPasskeys(caller: Caller) {
    const { id: userId } = await this.access.require(caller);
    const passkeys = await this.prisma.passkey.findMany({
      where: { userId },
      orderBy: { id: 'asc' },
      take: maxPasskeys,
    });
    return { passkeys: passkeys.map(passkeyView) };
  }

  async beginRegistration(caller: Caller) {
    const account = await this.access.requireRecent(caller);

    const known = await this.prisma.passkey.findMany({
      where: { userId: account.id },
      take: maxPasskeys,
    });

    settle(decideNewPasskey(known.length));
    const { id, challenge } = await this.challenges.issue('register', account.id);
    const options = await this.relyingParty.registrationOptions(account, challenge, known);

    return { challenge_id: id, options };
  }

  async registerPasskey(caller: Caller, body: RegisterPasskeyBody) {
    const account = await this.access.requireRecent(caller);
    const { id: userId } = account;
    const data = await this.verify(userId, body);

    return this.transactions.run(async (tx) => {
      // Registrations of the same moment take turns, so that the limit holds.
      await this.access.requireLocked(tx, caller);
      settle(decideNewPasskey(await tx.passkey.count({ where: { userId } })));
      const [passkey] = await tx.passkey.createManyAndReturn({ data, skipDuplicates: true });
      if (!passkey) throw new AppError(errors.PASSKEY_EXISTS);
      const metadata = { name: body.name };
      await this.activities.record(tx, { userId, type: 'passkey_added', metadata });
      await this.mails.announceLoginChange(tx, account, 'passkey_added');

      return passkeyView(passkey);
    });
  }

  async renamePasskey(caller: Caller, id: string, name: string) {
    const { id: userId } = await this.access.require(caller);

    const [renamed] = await this.prisma.passkey.updateManyAndReturn({
      where: { id, userId },
      data: { name },
    });

    if (!renamed) throw new AppError(errors.PASSKEY_NOT_FOUND);

    return passkeyView(renamed);
  }

  async removePasskey(caller: Caller, id: string): Promise<void> {
    const account = await this.access.requireRecent(caller);
    const { id: userId } = account;
    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const { count } = await tx.passkey.deleteMany({ where: { id, userId } });
      if (count === 0) throw new AppError(errors.PASSKEY_NOT_FOUND);
      await requireLoginMethod(tx, userId);
      await this.activities.record(tx, { userId, type: 'passkey_removed' });
      await this.mails.announceLoginChange(tx, account, 'passkey_removed');
    });
  }

  /** The row of a new passkey, when it signed its challenge. */
  private async verify(
    userId: string,
    { challenge_id: challengeId, name, credential }: RegisterPasskeyBody,
  ): Promise<Prisma.PasskeyCreateManyInput> {
    const challenge = await this.challenges.take(challengeId, 'register', userId);
    const verified =
      challenge && (await this.relyingParty.verifyRegistration(credential, challenge));
    if (!verified) throw new AppError(errors.PASSKEY_INVALID);
    const { id: credentialId, publicKey, counter } = verified.credential;

    return {
      id: newId(),
      userId,
      credentialId,
      publicKey,
      counter: BigInt(counter),
      name,
      transports: credential.response.transports ?? [],
      backedUp: verified.credentialBackedUp,
      createdAt: this.clock.now(),
    };
  }
}
