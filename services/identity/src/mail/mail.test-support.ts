import { type AccountMail, AccountMailService } from '@tribe/contracts';
import type { Tribe } from '@tribe/testing';
import { rowsOf } from '../identity.test-support';
import type { AccountMailKind } from './account-mail.rules';

/** Returns the content of a mail as notifications gets it; undefined when it is no longer worth sending. */
export async function mailOf(tribe: Tribe, mailId: string): Promise<AccountMail | undefined> {
  const rpc = (await tribe.rpcAs('notifications')).client(AccountMailService);
  return (await rpc.getAccountMail({ mailId }, { deadlineMs: 2_000 })).mail;
}

/** Returns the ids of the mails to a user, oldest first. */
export async function mailIds(
  tribe: Tribe,
  userId: string,
  kind: AccountMailKind,
): Promise<string[]> {
  await tribe.settled();
  const rows = await rowsOf(
    tribe,
    'SELECT id FROM account_mails WHERE user_id = $1 AND kind = $2 ORDER BY created_at, id',
    [userId, kind],
  );
  return rows.map(({ id }) => id);
}

/** Returns the token of the newest mail of this kind to a user. */
export async function tokenFor(
  tribe: Tribe,
  { id }: { id: string },
  kind: AccountMailKind,
): Promise<string> {
  const newest = (await mailIds(tribe, id, kind)).at(-1);
  return (newest && (await mailOf(tribe, newest))?.token) ?? '';
}
