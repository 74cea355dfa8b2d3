import { type AccountMail, AccountMailService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import type { ApiClient, Tribe } from '@tribe/testing';
import { rowsOf } from '../identity.test-support';
import type { AccountMailKind } from './account-mail.rules';

export const firstPassword = 'Kilimanjaro at 7';

/** A registered user with a client for their requests. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly client: ApiClient;
  readonly refreshToken: string;
}

let people = 0;

export async function newAccount(tribe: Tribe): Promise<Account> {
  const name = `mailer${++people}`;
  const body = { username: name, full_name: 'Achieng Odhiambo', email: `${name}@example.com` };
  const passwords = { password: firstPassword, confirm_password: firstPassword };
  const { body: answer } = await tribe
    .client()
    .post('/api/v1/auth/register', { ...body, ...passwords });
  const client = tribe.client({ token: answer.access_token });
  return {
    id: answer.user.id,
    email: answer.user.email,
    client,
    refreshToken: answer.refresh_token,
  };
}

/** Returns the content of a mail as notifications gets it; undefined when it is no longer worth sending. */
export async function mailOf(tribe: Tribe, mailId: string): Promise<AccountMail | undefined> {
  const rpc = tribe.service('identity').app.get(Rpc).client(AccountMailService);
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
  account: Pick<Account, 'id'>,
  kind: AccountMailKind,
): Promise<string> {
  const newest = (await mailIds(tribe, account.id, kind)).at(-1);
  return (newest && (await mailOf(tribe, newest))?.token) ?? '';
}
