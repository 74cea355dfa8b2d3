import type { AccountMail, User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { AccountMailKind } from './account-mail.rules';

/** A mail and the account it is about. */
export type MailWithAccount = AccountMail & { readonly kind: AccountMailKind; readonly user: User };

/** The mail with its row lock and that of its account: a link is used once, and never while the address changes. */
export async function lockMail(
  tx: Tx,
  mailId: string,
  kind: AccountMailKind,
): Promise<MailWithAccount | undefined> {
  const locked = await tx.sql.query(
    'account_mail_lock_mail',
    `SELECT m.id
       FROM account_mails m
       JOIN users u ON u.id = m.user_id
      WHERE m.id = $1::uuid AND m.kind = $2
        FOR NO KEY UPDATE`,
    [mailId, kind],
  );
  if (locked.length === 0) return undefined;
  const mail = await tx.accountMail.findUniqueOrThrow({
    where: { id: mailId },
    include: { user: true },
  });
  return { ...mail, kind };
}
