import { timestampDate } from '@bufbuild/protobuf/wkt';
import { type AccountMail, AccountMailKind, LoginChange, LoginMethod } from '@tribe/contracts';
import { accountMailTexts } from './account-mail.texts';
import type { MailContent } from './mail-layout.rules';
import { fillWith, formatMoment, nameInMail } from './mail-text.rules';
import type {
  AccountMailTexts,
  LoginChangeName,
  LoginMethodName,
} from './texts/account-mail.texts';

/** Values of the metric label `kind`. */
export const kindNames: Readonly<Record<AccountMailKind, string>> = {
  [AccountMailKind.UNSPECIFIED]: 'unknown',
  [AccountMailKind.VERIFY_EMAIL]: 'verify_email',
  [AccountMailKind.RESET_PASSWORD]: 'reset_password',
  [AccountMailKind.PASSWORD_CHANGED]: 'password_changed',
  [AccountMailKind.EMAIL_CHANGED]: 'email_changed',
  [AccountMailKind.ACCOUNT_DELETION]: 'account_deletion',
  [AccountMailKind.DATA_EXPORT]: 'data_export',
  [AccountMailKind.LOGIN_CHANGED]: 'login_changed',
  [AccountMailKind.REGISTRATION_ATTEMPTED]: 'registration_attempted',
};

const changeNames: Readonly<Partial<Record<LoginChange, LoginChangeName>>> = {
  [LoginChange.SECOND_FACTOR_ADDED]: 'secondFactorAdded',
  [LoginChange.SECOND_FACTOR_REMOVED]: 'secondFactorRemoved',
  [LoginChange.RECOVERY_CODES_RENEWED]: 'recoveryCodesRenewed',
  [LoginChange.PASSKEY_ADDED]: 'passkeyAdded',
  [LoginChange.PASSKEY_REMOVED]: 'passkeyRemoved',
  [LoginChange.GOOGLE_LINKED]: 'googleLinked',
  [LoginChange.GOOGLE_UNLINKED]: 'googleUnlinked',
  [LoginChange.APPLE_LINKED]: 'appleLinked',
  [LoginChange.APPLE_UNLINKED]: 'appleUnlinked',
};

const methodNames: Readonly<Partial<Record<LoginMethod, LoginMethodName>>> = {
  [LoginMethod.PASSKEY]: 'passkey',
  [LoginMethod.GOOGLE]: 'google',
  [LoginMethod.APPLE]: 'apple',
};

/**
 * Builds the content of a mail. Tokens are in the fragment of a link, because browsers do not send it to servers.
 *
 * @returns undefined for a kind or a change that this release does not know
 */
export function accountMailContent(mail: AccountMail, appUrl: string): MailContent | undefined {
  const texts = accountMailTexts(mail.locale);
  const { notice, withLink } = new MailComposer(mail, appUrl);
  switch (mail.kind) {
    case AccountMailKind.VERIFY_EMAIL:
      return withLink(mail.movingAccount ? texts.moveAddress : texts.verifyEmail, '/verify-email');
    case AccountMailKind.RESET_PASSWORD:
      return withLink(texts.resetPassword, '/reset-password');
    case AccountMailKind.PASSWORD_CHANGED:
      return notice(passwordChangedText(texts.passwordChanged, mail));
    case AccountMailKind.EMAIL_CHANGED:
      return notice(texts.emailChanged);
    case AccountMailKind.ACCOUNT_DELETION:
      return withLink(texts.accountDeletion, '/restore-account');
    case AccountMailKind.DATA_EXPORT:
      return withLink(texts.dataExport, '/download-data');
    case AccountMailKind.LOGIN_CHANGED: {
      const change = changeNames[mail.loginChange];
      if (change === undefined) return undefined;
      const { paragraphs, changes, ...text } = texts.loginChanged;

      return notice({ ...text, paragraphs: [...paragraphs, changes[change]] });
    }
    case AccountMailKind.REGISTRATION_ATTEMPTED:
      return notice(texts.registrationAttempted);
    case AccountMailKind.UNSPECIFIED:
    default:
      return undefined;
  }
}

/** A notice of a new password names the login methods that did not change. */
function passwordChangedText(
  text: AccountMailTexts['passwordChanged'],
  { otherLoginMethods }: AccountMail,
): AccountMailTexts['passwordChanged'] {
  if (otherLoginMethods.length === 0) return text;
  return { ...text, paragraphs: [...text.paragraphs, text.otherMethods] };
}

/** Builds the two forms of a mail: a notice, and a mail with a link. */
class MailComposer {
  private readonly texts: ReturnType<typeof accountMailTexts>;
  private readonly fill: (text: string) => string;

  constructor(
    private readonly mail: AccountMail,
    private readonly appUrl: string,
  ) {
    this.texts = accountMailTexts(mail.locale);
    this.fill = filling(mail, this.texts);
  }

  readonly notice = (text: AccountMailTexts['emailChanged']): MailContent => ({
    locale: this.mail.locale,
    greeting: this.fill(this.texts.greeting),
    signature: this.texts.signature,
    subject: text.subject,
    preview: text.preview,
    paragraphs: text.paragraphs.map(this.fill),
    notes: [text.note],
  });

  readonly withLink = (text: AccountMailTexts['verifyEmail'], page: string): MailContent => ({
    ...this.notice(text),
    button: {
      label: text.button,
      url: `${new URL(page, this.appUrl).href}#token=${this.mail.token ?? ''}`,
    },
    notes: [this.fill(text.expiry), text.note],
  });
}

/** `{time}` is the expiry of the link in mails with a link, and the time of the change in notices. */
function filling(mail: AccountMail, { passwordChanged }: AccountMailTexts) {
  const { fullName, toAddress, token, expiresAt, requestedAt, locale, timeZone } = mail;
  const methods = mail.otherLoginMethods.flatMap((method) => methodNames[method] ?? []);
  const moment = token === undefined ? requestedAt : expiresAt;
  const time = moment ? formatMoment(timestampDate(moment), { locale, timeZone }) : '';

  return fillWith({
    name: nameInMail(fullName),
    address: toAddress,
    account: mail.movingAccount ?? '',
    methods: methods.map((method) => passwordChanged.methods[method]).join(', '),
    time,
  });
}
