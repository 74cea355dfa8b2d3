import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  AccountMailKind as WireKind,
  AccountMailService,
  type GetAccountMailRequest,
  LoginChange as WireChange,
  LoginMethod,
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
  maskedUsername,
} from './account-mail.rules';

const wireKinds: Readonly<Record<AccountMailKind, WireKind>> = {
  verify_email: WireKind.VERIFY_EMAIL,
  reset_password: WireKind.RESET_PASSWORD,
  password_changed: WireKind.PASSWORD_CHANGED,
  email_changed: WireKind.EMAIL_CHANGED,
  account_deletion: WireKind.ACCOUNT_DELETION,
  data_export: WireKind.DATA_EXPORT,
  login_changed: WireKind.LOGIN_CHANGED,
  registration_attempted: WireKind.REGISTRATION_ATTEMPTED,
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

const wireMethods = { google: LoginMethod.GOOGLE, apple: LoginMethod.APPLE } as const;

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
    const isMove = kind === 'verify_email' && row.email !== row.user.email;

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
        movingAccount: isMove ? maskedUsername(row.user.username) : undefined,
        otherLoginMethods:
          kind === 'password_changed' ? await this.otherLoginMethodsOf(row.userId) : [],
      },
    };
  }

  /** So that the owner of an account that was taken back sees a method that they did not add. */
  private async otherLoginMethodsOf(userId: string): Promise<LoginMethod[]> {
    const [passkeys, credentials] = await Promise.all([
      this.prisma.passkey.count({ where: { userId } }),
      this.prisma.credential.findMany({
        where: { userId, kind: { in: Object.keys(wireMethods) } },
        orderBy: { id: 'asc' },
        select: { kind: true },
        take: Object.keys(wireMethods).length,
      }),
    ]);
    const providers = credentials.map(({ kind }) => wireMethods[kind as keyof typeof wireMethods]);
    return passkeys > 0 ? [LoginMethod.PASSKEY, ...providers] : providers;
  }
}
