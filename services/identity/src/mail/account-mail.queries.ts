import type { AccountMail, User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { AccountMailKind } from './account-mail.rules';

/** A mail and the account that it is about. */
export type MailWithAccount = AccountMail & { readonly kind: AccountMailKind; readonly user: User };

/** @param client the `PrismaService` outside of transactions, `tx` inside */
export async function findMail(
  client: Tx,
  kind: AccountMailKind,
  mailId: string,
): Promise<MailWithAccount | undefined> {
  const mail = await client.accountMail.findUnique({
    where: { id: mailId, kind },
    include: { user: true },
  });
  return mail ? { ...mail, kind } : undefined;
}

/**
 * Like {@link findMail}, with the rows of the mail and the account locked until the transaction ends: a link is used once,
 * and never while the address of the account changes.
 */
export async function lockMail(
  tx: Tx,
  kind: AccountMailKind,
  mailId: string,
): Promise<MailWithAccount | undefined> {
  await tx.sql.execute(
    'account_mail_lock',
    `SELECT m.id
       FROM account_mails m
       JOIN users u ON u.id = m.user_id
      WHERE m.id = $1::uuid AND m.kind = $2
        FOR NO KEY UPDATE`,
    [mailId, kind],
  );
  return findMail(tx, kind, mailId);
}
