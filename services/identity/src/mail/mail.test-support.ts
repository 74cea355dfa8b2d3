import { type AccountMail, AccountMailService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import type { ApiClient, Tribe } from '@tribe/testing';
import type { AccountMailKind } from './account-mail.rules';

export const firstPassword = 'Kilimanjaro at 7';

/** Somebody who registered, and what a test needs to speak for them. */
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

/** What notifications is given for a mail; undefined when there is nothing to send any more. */
export async function mailOf(tribe: Tribe, mailId: string): Promise<AccountMail | undefined> {
  const rpc = tribe.service('identity').app.get(Rpc).client(AccountMailService);
  return (await rpc.getAccountMail({ mailId }, { deadlineMs: 2_000 })).mail;
}

/** Ids of the mails somebody was to get, oldest first. */
export async function mailIds(
  tribe: Tribe,
  userId: string,
  kind: AccountMailKind,
): Promise<string[]> {
  await tribe.settled();
  const { rows } = await (
    await tribe.db('identity')
  ).query<{ id: string }>(
    'SELECT id FROM account_mails WHERE user_id = $1 AND kind = $2 ORDER BY created_at, id',
    [userId, kind],
  );
  return rows.map(({ id }) => id);
}

/** The token in the newest link of a kind that somebody was sent. */
export async function tokenFor(
  tribe: Tribe,
  account: Pick<Account, 'id'>,
  kind: AccountMailKind,
): Promise<string> {
  const newest = (await mailIds(tribe, account.id, kind)).at(-1);
  return (newest && (await mailOf(tribe, newest))?.token) ?? '';
}
