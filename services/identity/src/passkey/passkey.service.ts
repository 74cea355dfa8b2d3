import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, newId, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { WaysIn } from '../account/login-methods';
import { RecentAuthentication } from '../account/recent-authentication';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { lockActiveUser, lockUser } from '../user/user.queries';
import { PasskeyChallenges } from './passkey-challenges';
import { type RegisterPasskeyBody, toPasskeyResponse } from './passkey.dto';
import { RelyingParty } from './relying-party';

/** More devices than a person has. */
export const maxPasskeys = 20;

/** The passkeys of a person. Adding and removing one needs a session that has just shown who it is. */
@Injectable()
export class PasskeyService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly recent: RecentAuthentication,
    private readonly challenges: PasskeyChallenges,
    private readonly relyingParty: RelyingParty,
    private readonly waysIn: WaysIn,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async listPasskeys(caller: Caller) {
    const { id: userId } = await this.accounts.getAccount(caller);
    const passkeys = await this.prisma.passkey.findMany({
      where: { userId },
      orderBy: { id: 'asc' },
      take: maxPasskeys,
    });
    return { passkeys: passkeys.map(toPasskeyResponse) };
  }

  async beginRegistration(caller: Caller) {
    const account = await this.recent.require(caller);
    const known = await this.prisma.passkey.findMany({
      where: { userId: account.id },
      take: maxPasskeys,
    });
    if (known.length === maxPasskeys) throw new AppError(errors.PASSKEY_LIMIT_REACHED);
    const { id, challenge } = await this.challenges.issue('register', account.id);
    return {
      challenge_id: id,
      options: await this.relyingParty.registrationOptions(account, challenge, known),
    };
  }

  async registerPasskey(
    caller: Caller,
    { challenge_id: challengeId, name, credential }: RegisterPasskeyBody,
  ) {
    const account = await this.recent.require(caller);
    const userId = account.id;
    const challenge = await this.challenges.take(challengeId, 'register', userId);
    const fresh = challenge && (await this.relyingParty.verifyRegistration(credential, challenge));
    if (!fresh) throw new AppError(errors.PASSKEY_INVALID);
    const { id: credentialId, publicKey, counter } = fresh.credential;
    const data = {
      id: newId(),
      userId,
      credentialId,
      publicKey,
      counter: BigInt(counter),
      name,
      transports: credential.response.transports ?? [],
      backedUp: fresh.credentialBackedUp,
      createdAt: this.clock.now(),
    };
    return this.transactions.run(async (tx) => {
      await this.requireRoom(tx, userId);
      await this.recent.requireStill(tx, caller);
      const [passkey] = await tx.passkey.createManyAndReturn({ data, skipDuplicates: true });
      if (!passkey) throw new AppError(errors.PASSKEY_EXISTS);
      await this.activities.record(tx, { userId, type: 'passkey_added', metadata: { name } });
      await this.mails.tellLoginChange(tx, account, 'passkey_added');
      return toPasskeyResponse(passkey);
    });
  }

  async renamePasskey(caller: Caller, id: string, name: string) {
    const { id: userId } = await this.accounts.getAccount(caller);
    const [renamed] = await this.prisma.passkey.updateManyAndReturn({
      where: { id, userId },
      data: { name },
    });
    if (!renamed) throw new AppError(errors.PASSKEY_NOT_FOUND);
    return toPasskeyResponse(renamed);
  }

  async removePasskey(caller: Caller, id: string): Promise<void> {
    const account = await this.recent.require(caller);
    const userId = account.id;
    await this.transactions.run(async (tx) => {
      await lockUser(tx, userId);
      const { count } = await tx.passkey.deleteMany({ where: { id, userId } });
      if (count === 0) throw new AppError(errors.PASSKEY_NOT_FOUND);
      await this.waysIn.requireOne(tx, userId);
      await this.activities.record(tx, { userId, type: 'passkey_removed' });
      await this.mails.tellLoginChange(tx, account, 'passkey_removed');
    });
  }

  /** Those who register at the same moment take turns, so that the limit holds. */
  private async requireRoom(tx: Tx, userId: string): Promise<void> {
    await tx.sql.execute(
      'passkey_require_room',
      `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
      [`passkeys ${userId}`],
    );
    if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.ACCOUNT_INACTIVE);
    if ((await tx.passkey.count({ where: { userId } })) >= maxPasskeys)
      throw new AppError(errors.PASSKEY_LIMIT_REACHED);
  }
}
