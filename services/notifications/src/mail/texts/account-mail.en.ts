import type { AccountMailTexts } from './account-mail.texts';

export const en: AccountMailTexts = {
  greeting: 'Hello {name},',
  signature: 'The Tribe team',
  verifyEmail: {
    subject: 'Confirm your e-mail address',
    preview: 'One tap, and your account is complete.',
    paragraphs: [
      'Welcome to Tribe, where goals are reached together.',
      'Please confirm that {address} is your address, so that you can always get back into your account.',
    ],
    button: 'Confirm my address',
    expiry: 'The link works until {time}.',
    note: 'You get this mail because somebody gave this address to Tribe. If that was not you, you need not do anything.',
  },
  moveAddress: {
    subject: 'Confirm the new address of an account',
    preview: 'Only the user of the account can confirm it.',
    paragraphs: [
      'The user of the Tribe account {account} wants to use {address} for it.',
      'If that is you, please confirm the address where you are signed in to this account, or with its password.',
    ],
    button: 'Confirm the new address',
    expiry: 'The link works until {time}.',
    note: 'If this is not your account, do not follow the link: your address then stays out of it.',
  },
  resetPassword: {
    subject: 'Set a new password',
    preview: 'The link works for one hour.',
    paragraphs: [
      'Somebody asked for a new password for your account. If that was you, set one here:',
    ],
    button: 'Set a new password',
    expiry: 'The link works once, until {time}.',
    note: 'If you did not ask for it, you need not do anything: your password stays as it is.',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    preview: 'All your other devices were signed out.',
    paragraphs: [
      'The password of your account was changed on {time}. All your other devices were signed out.',
    ],
    note: 'If that was not you, set a new password at once with “Forgot password” in the app.',
    otherMethods: 'These login methods still work: {methods}. Remove those that you do not know.',
    methods: { passkey: 'a passkey', google: 'a Google account', apple: 'an Apple account' },
  },
  emailChanged: {
    subject: 'Your account moves to another address',
    preview: 'If that was you, all is well.',
    paragraphs: [
      'On {time} somebody who is signed in to your account asked us to use another e-mail address for it.',
    ],
    note: 'If that was not you, change your password at once. This address stays yours until the other one is confirmed.',
  },
  accountDeletion: {
    subject: 'Your account is closed',
    preview: 'You have 30 days to change your mind.',
    paragraphs: [
      'Your account is closed, and nobody sees you on Tribe any more. Everything of yours is erased on {time}.',
      'Until then you can have it back, with all that is in it:',
    ],
    button: 'Keep my account',
    expiry: 'The link works until {time}.',
    note: 'If it was not you who closed the account, bring it back and set a new password.',
  },
  dataExport: {
    subject: 'Your data is ready',
    preview: 'Everything Tribe holds about you, in one file.',
    paragraphs: [
      'You asked for everything Tribe holds about you. It is in one file, in JSON, a format that programs and people can read:',
    ],
    button: 'Download my data',
    expiry:
      'The link works until {time}. Anyone with the link can read the file, so do not pass it on.',
    note: 'If you did not ask for it, change your password at once.',
  },
  loginChanged: {
    subject: 'The way you log in changed',
    preview: 'If that was you, all is well.',
    paragraphs: ['On {time} something about how you log in to your account changed:'],
    note: 'If that was not you, set a new password at once with “Forgot password” in the app, which signs every device out, and look through the ways to log in to your account.',
    changes: {
      secondFactorAdded: 'An authenticator app was added. Logging in now takes a code of it.',
      secondFactorRemoved: 'The authenticator app was removed. Logging in takes no code any more.',
      recoveryCodesRenewed: 'New recovery codes were made. The old ones do not work any more.',
      passkeyAdded: 'A passkey was added.',
      passkeyRemoved: 'A passkey was removed.',
      googleLinked: 'A Google account was connected, which can now log in.',
      googleUnlinked: 'The Google account was disconnected and cannot log in any more.',
      appleLinked: 'An Apple account was connected, which can now log in.',
      appleUnlinked: 'The Apple account was disconnected and cannot log in any more.',
    },
  },
  registrationAttempted: {
    subject: 'You already have an account',
    preview: 'Somebody tried to register with your address.',
    paragraphs: [
      'On {time} somebody tried to open a Tribe account with {address}, which already has an account.',
      'If that was you, log in with this address. “Forgot password” in the app sets a new password and leaves no device signed in.',
    ],
    note: 'If that was not you, you need not do anything: nothing has changed.',
  },
};
