/** What a person reads in the mails about their account. `{name}`, `{address}` and `{time}` are filled in. */
export interface AccountMailTexts {
  readonly greeting: string;
  readonly signature: string;
  readonly verifyEmail: LinkMailText;
  readonly resetPassword: LinkMailText;
  readonly passwordChanged: NoticeText;
  readonly emailChanged: NoticeText;
  readonly accountDeletion: LinkMailText;
  readonly dataExport: LinkMailText;
  readonly loginChanged: LoginChangedText;
}

/** What of the ways to log in changed. */
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
  /** Why the person gets it, and what to do if they did not expect it. */
  readonly note: string;
}

interface LoginChangedText extends NoticeText {
  /** The last paragraph, by what changed. */
  readonly changes: Readonly<Record<LoginChangeName, string>>;
}

interface LinkMailText extends NoticeText {
  readonly button: string;
  /** Until when the link works. */
  readonly expiry: string;
}
