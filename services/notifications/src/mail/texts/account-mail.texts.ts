/** The texts of account mails. `{name}`, `{address}`, `{account}`, `{methods}` and `{time}` are placeholders. */
export interface AccountMailTexts {
  readonly greeting: string;
  readonly signature: string;
  readonly verifyEmail: LinkMailText;
  /** For a change of the address: `{account}` moves to `{address}`. */
  readonly moveAddress: LinkMailText;
  readonly resetPassword: LinkMailText;
  readonly passwordChanged: PasswordChangedText;
  readonly emailChanged: NoticeText;
  readonly accountDeletion: LinkMailText;
  readonly dataExport: LinkMailText;
  readonly loginChanged: LoginChangedText;
  readonly registrationAttempted: NoticeText;
}

/** A change of the login methods of an account. */
export type LoginChangeName =
  | 'secondFactorAdded'
  | 'secondFactorRemoved'
  | 'recoveryCodesRenewed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'googleLinked'
  | 'googleUnlinked'
  | 'appleLinked'
  | 'appleUnlinked';

interface NoticeText {
  readonly subject: string;
  readonly preview: string;
  readonly paragraphs: readonly string[];
  /** Why the user receives the mail, and what to do if it is unexpected. */
  readonly note: string;
}

/** A login method besides the password. */
export type LoginMethodName = 'passkey' | 'google' | 'apple';

interface PasswordChangedText extends NoticeText {
  /** Follows the paragraphs of an account with other login methods, `{methods}`. */
  readonly otherMethods: string;
  readonly methods: Readonly<Record<LoginMethodName, string>>;
}

interface LoginChangedText extends NoticeText {
  /** The last paragraph, by change. */
  readonly changes: Readonly<Record<LoginChangeName, string>>;
}

interface LinkMailText extends NoticeText {
  readonly button: string;
  /** States when the link expires. */
  readonly expiry: string;
}
