import type { AccountMailTexts } from './account-mail.texts';

export const de: AccountMailTexts = {
  greeting: 'Hallo {name},',
  signature: 'Das Team von Tribe',
  verifyEmail: {
    subject: 'Bestätige deine E-Mail-Adresse',
    preview: 'Ein Tipp, und dein Konto ist vollständig.',
    paragraphs: [
      'Willkommen bei Tribe, wo man Ziele gemeinsam erreicht.',
      'Bitte bestätige, dass {address} deine Adresse ist, damit du immer wieder in dein Konto kommst.',
    ],
    button: 'Adresse bestätigen',
    expiry: 'Der Link gilt bis {time}.',
    note: 'Du bekommst diese Mail, weil jemand Tribe diese Adresse gegeben hat. Warst du es nicht, brauchst du nichts zu tun.',
  },
  moveAddress: {
    subject: 'Bestätige die neue Adresse eines Kontos',
    preview: 'Bestätigen kann sie nur, wem das Konto gehört.',
    paragraphs: [
      'Für das Tribe-Konto {account} soll künftig {address} gelten.',
      'Ist es dein Konto, bestätige die Adresse dort, wo du darin angemeldet bist, oder mit seinem Passwort.',
    ],
    button: 'Neue Adresse bestätigen',
    expiry: 'Der Link gilt bis {time}.',
    note: 'Ist es nicht dein Konto, folge dem Link nicht: Deine Adresse bleibt dann außen vor.',
  },
  resetPassword: {
    subject: 'Lege ein neues Passwort fest',
    preview: 'Der Link gilt eine Stunde.',
    paragraphs: [
      'Jemand hat für dein Konto ein neues Passwort angefordert. Warst du es, lege es hier fest:',
    ],
    button: 'Neues Passwort festlegen',
    expiry: 'Der Link gilt einmal, bis {time}.',
    note: 'Hast du nichts angefordert, brauchst du nichts zu tun: Dein Passwort bleibt, wie es ist.',
  },
  passwordChanged: {
    subject: 'Dein Passwort wurde geändert',
    preview: 'Alle deine anderen Geräte wurden abgemeldet.',
    paragraphs: [
      'Das Passwort deines Kontos wurde am {time} geändert. Alle deine anderen Geräte wurden abgemeldet.',
    ],
    note: 'Warst du es nicht, lege sofort mit „Passwort vergessen“ in der App ein neues fest.',
    otherMethods:
      'Weiterhin anmelden kann man sich damit: {methods}. Entferne, was du nicht kennst.',
    methods: { passkey: 'ein Passkey', google: 'ein Google-Konto', apple: 'ein Apple-Konto' },
  },
  emailChanged: {
    subject: 'Dein Konto bekommt eine andere Adresse',
    preview: 'Warst du es, ist alles gut.',
    paragraphs: [
      'Am {time} hat jemand, der in deinem Konto angemeldet ist, eine andere E-Mail-Adresse angegeben.',
    ],
    note: 'Warst du es nicht, ändere sofort dein Passwort. Diese Adresse bleibt deine, bis die andere bestätigt ist.',
  },
  accountDeletion: {
    subject: 'Dein Konto ist geschlossen',
    preview: 'Du hast 30 Tage, es dir anders zu überlegen.',
    paragraphs: [
      'Dein Konto ist geschlossen, und niemand sieht dich mehr auf Tribe. Alles von dir wird am {time} gelöscht.',
      'Bis dahin bekommst du es zurück, mit allem, was darin ist:',
    ],
    button: 'Konto behalten',
    expiry: 'Der Link gilt bis {time}.',
    note: 'Hast nicht du das Konto geschlossen, hole es zurück und lege ein neues Passwort fest.',
  },
  dataExport: {
    subject: 'Deine Daten sind bereit',
    preview: 'Alles, was Tribe über dich speichert, in einer Datei.',
    paragraphs: [
      'Du hast alles angefordert, was Tribe über dich speichert. Es ist in einer Datei im JSON-Format, die Programme und Menschen lesen können:',
    ],
    button: 'Meine Daten herunterladen',
    expiry: 'Der Link gilt bis {time}. Wer ihn hat, kann die Datei lesen: Gib ihn nicht weiter.',
    note: 'Hast du nichts angefordert, ändere sofort dein Passwort.',
  },
  loginChanged: {
    subject: 'Deine Anmeldung wurde geändert',
    preview: 'Warst du es, ist alles gut.',
    paragraphs: ['Am {time} hat sich geändert, wie du dich in deinem Konto anmeldest:'],
    note: 'Warst du es nicht, lege sofort mit „Passwort vergessen“ in der App ein neues Passwort fest, womit alle Geräte abgemeldet werden, und sieh nach, womit man sich in deinem Konto anmelden kann.',
    changes: {
      secondFactorAdded:
        'Eine Authenticator-App wurde hinzugefügt. Zum Anmelden braucht es jetzt einen Code daraus.',
      secondFactorRemoved:
        'Die Authenticator-App wurde entfernt. Zum Anmelden braucht es keinen Code mehr.',
      recoveryCodesRenewed:
        'Es wurden neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr.',
      passkeyAdded: 'Ein Passkey wurde hinzugefügt.',
      passkeyRemoved: 'Ein Passkey wurde entfernt.',
      googleLinked: 'Ein Google-Konto wurde verbunden und kann sich jetzt anmelden.',
      googleUnlinked: 'Das Google-Konto wurde getrennt und kann sich nicht mehr anmelden.',
      appleLinked: 'Ein Apple-Konto wurde verbunden und kann sich jetzt anmelden.',
      appleUnlinked: 'Das Apple-Konto wurde getrennt und kann sich nicht mehr anmelden.',
    },
  },
  registrationAttempted: {
    subject: 'Du hast schon ein Konto',
    preview: 'Jemand wollte sich mit deiner Adresse registrieren.',
    paragraphs: [
      'Am {time} wollte jemand mit {address} ein Tribe-Konto eröffnen. Für diese Adresse gibt es schon eines.',
      'Warst du es, melde dich mit dieser Adresse an. „Passwort vergessen“ in der App setzt ein neues Passwort und meldet alle Geräte ab.',
    ],
    note: 'Warst du es nicht, brauchst du nichts zu tun: Es hat sich nichts geändert.',
  },
};
