interface CommonTexts {
  readonly expired: string;
  readonly invalid: string;
  readonly later: string;
}

interface PageTexts {
  readonly title: string;
  readonly intro: string;
  readonly action: string;
  readonly done: string;
}

interface PasswordPageTexts extends PageTexts {
  readonly password: string;
  readonly confirmation: string;
  readonly PASSWORDS_DIFFER: string;
  readonly PASSWORD_TOO_WEAK: string;
  readonly PASSWORD_REUSED: string;
}

interface VerificationPageTexts extends PageTexts {
  readonly password: string;
  /** In place of `done`, after a confirmation without the password. */
  readonly passwordMailed: string;
  readonly ACCOUNT_PROOF_REQUIRED: string;
  readonly CURRENT_PASSWORD_WRONG: string;
  readonly TOO_MANY_LOGIN_ATTEMPTS: string;
}

/** The texts of the pages behind the links in mails, in one language. */
export interface LinkPageTexts {
  readonly common: CommonTexts;
  /** Has no action, because invitations are answered in the app. */
  readonly 'partnership-invitation': Pick<PageTexts, 'title' | 'intro'>;
  readonly 'refuse-invitations': PageTexts;
  readonly 'download-data': PageTexts;
  readonly 'restore-account': PageTexts;
  readonly 'verify-email': VerificationPageTexts;
  readonly 'reset-password': PasswordPageTexts;
}
