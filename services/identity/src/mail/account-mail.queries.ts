import { type AccountMail, Prisma, type User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { AccountMailKind } from './account-mail.rules';

/** A mail and the account it is about. */
export type MailWithAccount = AccountMail & { readonly kind: AccountMailKind; readonly user: User };

/** The mail with its row lock and that of its account: a link is used once, and never while the address changes. */
export async function lockMail(tx: Tx, mailId: string, kind: AccountMailKind): Promise<MailWithAccount | undefined> {
  const locked = await tx.$queryRaw<unknown[]>(Prisma.sql`
    SELECT m.id
    FROM account_mails m
    JOIN users u ON u.id = m.user_id
    WHERE m.id = ${mailId}::uuid AND m.kind = ${kind}
    FOR NO KEY UPDATE`);
  if (locked.length === 0) return undefined;
  const mail = await tx.accountMail.findUniqueOrThrow({ where: { id: mailId }, include: { user: true } });
  return { ...mail, kind };
}
