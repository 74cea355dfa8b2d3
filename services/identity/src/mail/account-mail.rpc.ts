import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { AccountMailKind as WireKind, AccountMailService, type GetAccountMailRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Clock, LinkTokens } from '@tribe/service-kit';
import { z } from 'zod';
import { PrismaService } from '../prisma.service';
import { settingsOf } from '../settings/settings.queries';
import { type AccountMailKind, hasLink, isWorthSending } from './account-mail.rules';

const wireKinds: Readonly<Record<AccountMailKind, WireKind>> = {
  verify_email: WireKind.VERIFY_EMAIL,
  reset_password: WireKind.RESET_PASSWORD,
  password_changed: WireKind.PASSWORD_CHANGED,
  email_changed: WireKind.EMAIL_CHANGED,
  account_deletion: WireKind.ACCOUNT_DELETION,
  data_export: WireKind.DATA_EXPORT,
};

@RpcController()
export class AccountMailRpc {
  constructor(
    private readonly prisma: PrismaService,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(AccountMailService.method.getAccountMail)
  async getAccountMail({ mailId }: GetAccountMailRequest) {
    if (!z.uuid().safeParse(mailId).success) throw new AppError('VALIDATION_FAILED', { detail: 'mail_id is no UUID' });
    const row = await this.prisma.accountMail.findUnique({
      where: { id: mailId },
      include: { user: { include: { settings: true } } },
    });
    const kind = row?.kind as AccountMailKind;
    if (!row || !isWorthSending({ ...row, kind }, row.user, this.clock.now())) return {};
    const { locale, timezone } = settingsOf(row.user.settings);
    return {
      mail: {
        kind: wireKinds[kind],
        toAddress: row.email,
        fullName: row.user.fullName,
        locale,
        timeZone: timezone,
        token: hasLink(kind) ? this.links.tokenOf(kind, row.id) : undefined,
        expiresAt: timestampFromDate(row.expiresAt),
        requestedAt: timestampFromDate(row.createdAt),
      },
    };
  }
}
