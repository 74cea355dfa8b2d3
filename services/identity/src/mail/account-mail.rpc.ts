import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  AccountMailKind as WireKind,
  AccountMailService,
  type GetAccountMailRequest,
  LoginChange as WireChange,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Clock, LinkTokens } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService } from '../prisma.service';
import { settingsOf } from '../user/user-settings.queries';
import {
  type AccountMailKind,
  hasLink,
  isWorthSending,
  type LoginChange,
} from './account-mail.rules';

const wireKinds: Readonly<Record<AccountMailKind, WireKind>> = {
  verify_email: WireKind.VERIFY_EMAIL,
  reset_password: WireKind.RESET_PASSWORD,
  password_changed: WireKind.PASSWORD_CHANGED,
  email_changed: WireKind.EMAIL_CHANGED,
  account_deletion: WireKind.ACCOUNT_DELETION,
  data_export: WireKind.DATA_EXPORT,
  login_changed: WireKind.LOGIN_CHANGED,
};

const wireChanges: Readonly<Record<LoginChange, WireChange>> = {
  second_factor_added: WireChange.SECOND_FACTOR_ADDED,
  second_factor_removed: WireChange.SECOND_FACTOR_REMOVED,
  recovery_codes_renewed: WireChange.RECOVERY_CODES_RENEWED,
  passkey_added: WireChange.PASSKEY_ADDED,
  passkey_removed: WireChange.PASSKEY_REMOVED,
  google_linked: WireChange.GOOGLE_LINKED,
  google_unlinked: WireChange.GOOGLE_UNLINKED,
  apple_linked: WireChange.APPLE_LINKED,
  apple_unlinked: WireChange.APPLE_UNLINKED,
};

/** Gives the content of a mail to the notifications service, at the moment of sending. */
@RpcController()
export class AccountMailRpc {
  constructor(
    private readonly prisma: PrismaService,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(AccountMailService.method.getAccountMail)
  async getAccountMail({ mailId }: GetAccountMailRequest) {
    if (!id.safeParse(mailId).success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'mail_id must be a UUID' });

    const row = await this.prisma.accountMail.findUnique({
      where: { id: mailId },
      include: { user: { include: { settings: true } } },
    });

    if (!row) return {};

    const kind = row.kind as AccountMailKind;
    if (!isWorthSending({ ...row, kind }, row.user, this.clock.now())) return {};

    const { locale, timezone } = settingsOf(row.user.settings);
    const loginChange = row.loginChange as LoginChange | null;

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
        loginChange: loginChange === null ? undefined : wireChanges[loginChange],
      },
    };
  }
}
