import { Injectable } from '@nestjs/common';
import { AppError, LinkTokens } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { findMail, lockMail, type MailWithAccount } from './account-mail.queries';
import type { AccountMailKind } from './account-mail.rules';

/** The mails behind the tokens of links. A token is the id of the mail and its HMAC, so a made-up token costs no query. */
@Injectable()
export class MailLinks {
  constructor(
    private readonly prisma: PrismaService,
    private readonly links: LinkTokens,
  ) {}

  /** @throws AppError LINK_INVALID for a token that identity did not make for this kind of mail */
  mailIdIn(kind: AccountMailKind, token: string): string {
    const mailId = this.links.idIn(kind, token);
    if (mailId === undefined) throw new AppError(errors.LINK_INVALID);
    return mailId;
  }

  /** @throws AppError LINK_INVALID */
  async require(kind: AccountMailKind, token: string): Promise<MailWithAccount> {
    const mail = await findMail(this.prisma, kind, this.mailIdIn(kind, token));
    if (!mail) throw new AppError(errors.LINK_INVALID);
    return mail;
  }

  /**
   * The mail and its account, locked until the transaction ends.
   *
   * @throws AppError LINK_INVALID
   */
  async requireLocked(tx: Tx, kind: AccountMailKind, mailId: string): Promise<MailWithAccount> {
    const mail = await lockMail(tx, kind, mailId);
    if (!mail) throw new AppError(errors.LINK_INVALID);
    return mail;
  }
}
