/** Everything the log of an account tells, with its line. Names stay; what a line says may change. */
export const activityDescriptions = {
  registered: 'Opened the account',
  login: 'Logged in',
  logout: 'Logged out',
  session_ended: 'A device was signed out',
  sessions_ended: 'Other devices were signed out',
  session_renamed: 'Named a device',
  refresh_token_reused: 'A device was signed out: its token was used twice',
  password_changed: 'Changed the password',
  password_reset: 'Set a new password by mail',
  second_factor_enabled: 'Added an authenticator app',
  second_factor_removed: 'Removed the authenticator app',
  recovery_codes_renewed: 'Replaced the recovery codes',
  passkey_added: 'Added a passkey',
  passkey_removed: 'Removed a passkey',
  email_verified: 'Verified the e-mail address',
  username_changed: 'Changed the username',
  profile_changed: 'Changed the profile',
  privacy_changed: 'Changed the privacy settings',
  appearance_changed: 'Changed the appearance settings',
  locale_changed: 'Changed zone, day or language',
  banned: 'The account was closed',
  unbanned: 'The account was opened again',
  role_granted: 'Was given a role',
  role_revoked: 'Lost a role',
} as const;

export type ActivityType = keyof typeof activityDescriptions;
