/** What a person reads in the mails about their account. `{name}`, `{address}` and `{time}` are filled in. */
export interface AccountMailTexts {
  readonly greeting: string;
  readonly signature: string;
  readonly verifyEmail: LinkMailText;
  readonly resetPassword: LinkMailText;
  readonly passwordChanged: NoticeText;
  readonly emailChanged: NoticeText;
  readonly accountDeletion: LinkMailText;
}

interface NoticeText {
  readonly subject: string;
  readonly preview: string;
  readonly paragraphs: readonly string[];
  /** Why the person gets it, and what to do if they did not expect it. */
  readonly note: string;
}

interface LinkMailText extends NoticeText {
  readonly button: string;
  /** Until when the link works. */
  readonly expiry: string;
}

const en: AccountMailTexts = {
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
  resetPassword: {
    subject: 'Set a new password',
    preview: 'The link works for one hour.',
    paragraphs: ['Somebody asked for a new password for your account. If that was you, set one here:'],
    button: 'Set a new password',
    expiry: 'The link works once, until {time}.',
    note: 'If you did not ask for it, you need not do anything: your password stays as it is.',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    preview: 'All your other devices were signed out.',
    paragraphs: ['The password of your account was changed on {time}. All your other devices were signed out.'],
    note: 'If that was not you, set a new password at once with “Forgot password” in the app.',
  },
  emailChanged: {
    subject: 'Your account moves to another address',
    preview: 'If that was you, all is well.',
    paragraphs: ['On {time} somebody who is signed in to your account asked us to use another e-mail address for it.'],
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
};

const sw: AccountMailTexts = {
  greeting: 'Habari {name},',
  signature: 'Timu ya Tribe',
  verifyEmail: {
    subject: 'Thibitisha barua pepe yako',
    preview: 'Bonyeza mara moja, na akaunti yako iko tayari.',
    paragraphs: [
      'Karibu Tribe, mahali ambapo malengo hufikiwa pamoja.',
      'Tafadhali thibitisha kwamba {address} ni anwani yako, ili uweze kurudi kwenye akaunti yako wakati wowote.',
    ],
    button: 'Thibitisha anwani yangu',
    expiry: 'Kiungo kinafanya kazi hadi {time}.',
    note: 'Unapokea barua hii kwa sababu mtu aliipa Tribe anwani hii. Kama si wewe, huhitaji kufanya chochote.',
  },
  resetPassword: {
    subject: 'Weka nenosiri jipya',
    preview: 'Kiungo kinafanya kazi kwa saa moja.',
    paragraphs: ['Mtu ameomba nenosiri jipya la akaunti yako. Kama ni wewe, liweke hapa:'],
    button: 'Weka nenosiri jipya',
    expiry: 'Kiungo kinafanya kazi mara moja tu, hadi {time}.',
    note: 'Kama hukuomba, huhitaji kufanya chochote: nenosiri lako halibadiliki.',
  },
  passwordChanged: {
    subject: 'Nenosiri lako limebadilishwa',
    preview: 'Vifaa vyako vingine vyote vimeondolewa.',
    paragraphs: ['Nenosiri la akaunti yako lilibadilishwa {time}. Vifaa vyako vingine vyote vimeondolewa.'],
    note: 'Kama si wewe, weka nenosiri jipya mara moja kwa “Umesahau nenosiri” kwenye programu.',
  },
  emailChanged: {
    subject: 'Akaunti yako inahamia anwani nyingine',
    preview: 'Kama ni wewe, kila kitu kiko sawa.',
    paragraphs: ['{time} mtu aliyeingia kwenye akaunti yako alituomba tutumie barua pepe nyingine.'],
    note: 'Kama si wewe, badilisha nenosiri lako mara moja. Anwani hii inabaki yako hadi nyingine ithibitishwe.',
  },
  accountDeletion: {
    subject: 'Akaunti yako imefungwa',
    preview: 'Una siku 30 za kubadilisha mawazo.',
    paragraphs: [
      'Akaunti yako imefungwa, na hakuna anayekuona tena kwenye Tribe. Kila kitu chako kitafutwa {time}.',
      'Hadi wakati huo unaweza kuirudisha, pamoja na vyote vilivyomo:',
    ],
    button: 'Rudisha akaunti yangu',
    expiry: 'Kiungo kinafanya kazi hadi {time}.',
    note: 'Kama si wewe uliyeifunga akaunti, irudishe na uweke nenosiri jipya.',
  },
};

const fr: AccountMailTexts = {
  greeting: 'Bonjour {name},',
  signature: 'L’équipe Tribe',
  verifyEmail: {
    subject: 'Confirmez votre adresse e-mail',
    preview: 'Un geste, et votre compte est complet.',
    paragraphs: [
      'Bienvenue sur Tribe, où l’on atteint ses objectifs ensemble.',
      'Confirmez que {address} est bien votre adresse, pour pouvoir toujours retrouver votre compte.',
    ],
    button: 'Confirmer mon adresse',
    expiry: 'Le lien fonctionne jusqu’au {time}.',
    note: 'Vous recevez ce message parce que cette adresse a été donnée à Tribe. Si ce n’était pas vous, ignorez-le.',
  },
  resetPassword: {
    subject: 'Choisissez un nouveau mot de passe',
    preview: 'Le lien fonctionne pendant une heure.',
    paragraphs: ['Un nouveau mot de passe a été demandé pour votre compte. Si c’était vous, choisissez-le ici :'],
    button: 'Choisir un mot de passe',
    expiry: 'Le lien fonctionne une seule fois, jusqu’au {time}.',
    note: 'Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.',
  },
  passwordChanged: {
    subject: 'Votre mot de passe a été changé',
    preview: 'Tous vos autres appareils ont été déconnectés.',
    paragraphs: [
      'Le mot de passe de votre compte a été changé le {time}. Tous vos autres appareils ont été déconnectés.',
    ],
    note: 'Si ce n’était pas vous, choisissez aussitôt un autre mot de passe avec « Mot de passe oublié » dans l’application.',
  },
  emailChanged: {
    subject: 'Votre compte change d’adresse',
    preview: 'Si c’était vous, tout va bien.',
    paragraphs: ['Le {time}, une personne connectée à votre compte a demandé une autre adresse e-mail.'],
    note: 'Si ce n’était pas vous, changez aussitôt votre mot de passe. Cette adresse reste la vôtre jusqu’à la confirmation de l’autre.',
  },
  accountDeletion: {
    subject: 'Votre compte est fermé',
    preview: 'Vous avez 30 jours pour changer d’avis.',
    paragraphs: [
      'Votre compte est fermé, et personne ne vous voit plus sur Tribe. Tout ce qui vous appartient sera effacé le {time}.',
      'D’ici là, vous pouvez le retrouver, avec tout ce qu’il contient :',
    ],
    button: 'Garder mon compte',
    expiry: 'Le lien fonctionne jusqu’au {time}.',
    note: 'Si ce n’est pas vous qui avez fermé le compte, rouvrez-le et choisissez un nouveau mot de passe.',
  },
};

const es: AccountMailTexts = {
  greeting: 'Hola, {name}:',
  signature: 'El equipo de Tribe',
  verifyEmail: {
    subject: 'Confirma tu dirección de correo',
    preview: 'Un toque y tu cuenta está completa.',
    paragraphs: [
      'Te damos la bienvenida a Tribe, donde las metas se alcanzan en grupo.',
      'Confirma que {address} es tu dirección, para que siempre puedas volver a tu cuenta.',
    ],
    button: 'Confirmar mi dirección',
    expiry: 'El enlace funciona hasta el {time}.',
    note: 'Recibes este mensaje porque alguien dio esta dirección a Tribe. Si no fuiste tú, no tienes que hacer nada.',
  },
  resetPassword: {
    subject: 'Elige una contraseña nueva',
    preview: 'El enlace funciona durante una hora.',
    paragraphs: ['Alguien pidió una contraseña nueva para tu cuenta. Si fuiste tú, elígela aquí:'],
    button: 'Elegir una contraseña',
    expiry: 'El enlace funciona una sola vez, hasta el {time}.',
    note: 'Si no la pediste, no tienes que hacer nada: tu contraseña sigue igual.',
  },
  passwordChanged: {
    subject: 'Tu contraseña ha cambiado',
    preview: 'Se ha cerrado la sesión en tus otros dispositivos.',
    paragraphs: [
      'La contraseña de tu cuenta se cambió el {time}. Se ha cerrado la sesión en todos tus otros dispositivos.',
    ],
    note: 'Si no fuiste tú, elige enseguida otra contraseña con «He olvidado mi contraseña» en la aplicación.',
  },
  emailChanged: {
    subject: 'Tu cuenta cambia de dirección',
    preview: 'Si fuiste tú, todo está bien.',
    paragraphs: ['El {time}, alguien con la sesión abierta en tu cuenta pidió usar otra dirección de correo.'],
    note: 'Si no fuiste tú, cambia enseguida tu contraseña. Esta dirección sigue siendo tuya hasta que se confirme la otra.',
  },
  accountDeletion: {
    subject: 'Tu cuenta está cerrada',
    preview: 'Tienes 30 días para cambiar de idea.',
    paragraphs: [
      'Tu cuenta está cerrada y nadie te ve ya en Tribe. Todo lo tuyo se borrará el {time}.',
      'Hasta entonces puedes recuperarla, con todo lo que contiene:',
    ],
    button: 'Conservar mi cuenta',
    expiry: 'El enlace funciona hasta el {time}.',
    note: 'Si no fuiste tú quien cerró la cuenta, recupérala y elige una contraseña nueva.',
  },
};

const de: AccountMailTexts = {
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
  resetPassword: {
    subject: 'Lege ein neues Passwort fest',
    preview: 'Der Link gilt eine Stunde.',
    paragraphs: ['Jemand hat für dein Konto ein neues Passwort angefordert. Warst du es, lege es hier fest:'],
    button: 'Neues Passwort festlegen',
    expiry: 'Der Link gilt einmal, bis {time}.',
    note: 'Hast du nichts angefordert, brauchst du nichts zu tun: Dein Passwort bleibt, wie es ist.',
  },
  passwordChanged: {
    subject: 'Dein Passwort wurde geändert',
    preview: 'Alle deine anderen Geräte wurden abgemeldet.',
    paragraphs: ['Das Passwort deines Kontos wurde am {time} geändert. Alle deine anderen Geräte wurden abgemeldet.'],
    note: 'Warst du es nicht, lege sofort mit „Passwort vergessen“ in der App ein neues fest.',
  },
  emailChanged: {
    subject: 'Dein Konto bekommt eine andere Adresse',
    preview: 'Warst du es, ist alles gut.',
    paragraphs: ['Am {time} hat jemand, der in deinem Konto angemeldet ist, eine andere E-Mail-Adresse angegeben.'],
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
};

const byLanguage: Readonly<Record<string, AccountMailTexts>> = { en, sw, fr, es, de };

/** The texts in a language, whatever the country: `fr-CA` reads French. English for a language we have no texts in. */
export function accountMailTexts(locale: string): AccountMailTexts {
  return byLanguage[locale.split('-')[0] ?? ''] ?? en;
}

/** The languages there are texts in. */
export const mailLanguages: readonly string[] = Object.keys(byLanguage);
