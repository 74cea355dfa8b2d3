import type { LinkPageTexts } from './texts/link-page.texts';

/** The texts of the pages behind the links in mails, in the languages of the mails. */
export const linkPageTexts: Readonly<Record<'en' | 'sw' | 'fr' | 'es' | 'de', LinkPageTexts>> = {
  en: {
    common: {
      expired: 'This link has expired. Ask for another in the app.',
      invalid: 'This link does not work, or no longer. Ask for another in the app.',
      later: 'That did not work. Please try again in a moment.',
    },
    'partnership-invitation': {
      title: 'You are invited',
      intro: 'Open this link on your phone, in the Tribe app, to see who wants to be your partner.',
    },
    'refuse-invitations': {
      title: 'No more invitations',
      intro: 'Tribe will never send invitations to this address again, from anybody.',
      action: 'Stop invitations',
      done: 'This address gets no more invitations.',
    },
    'download-data': {
      title: 'Your data',
      intro: 'Everything Tribe holds about you, in one file.',
      action: 'Download',
      done: 'The file is in your downloads.',
    },
    'restore-account': {
      title: 'Keep your account',
      intro: 'Everything is still there.',
      action: 'Keep my account',
      done: 'Your account is open again. You can sign in with it in the app.',
    },
    'verify-email': {
      title: 'Confirm your address',
      intro: 'One tap, and your account is complete.',
      action: 'Confirm my address',
      done: 'Your address is confirmed. You can go back to the app.',
      password: 'Your password (without it, all devices are signed out and you set a new one)',
      passwordMailed:
        'Your address is confirmed. The mail that we have just sent you leads to a new password.',
      ACCOUNT_PROOF_REQUIRED:
        'Enter the password of the account, or open this link in the app where you are signed in to it.',
      CURRENT_PASSWORD_WRONG: 'This is not the password of the account.',
      TOO_MANY_LOGIN_ATTEMPTS: 'Too many wrong passwords. Please try again in 15 minutes.',
    },
    'reset-password': {
      title: 'Set a new password',
      intro: 'All your devices will be signed out.',
      action: 'Set the password',
      done: 'Your new password is set. You can sign in with it in the app.',
      password: 'New password, at least 8 characters',
      confirmation: 'The same again',
      PASSWORDS_DIFFER: 'The two passwords differ.',
      PASSWORD_TOO_WEAK: 'This password is too easy to guess.',
      PASSWORD_REUSED: 'You used this password recently. Please choose another.',
    },
  },
  sw: {
    common: {
      expired: 'Muda wa kiungo hiki umekwisha. Omba kingine kwenye programu.',
      invalid: 'Kiungo hiki hakifanyi kazi. Omba kingine kwenye programu.',
      later: 'Haikufaulu. Tafadhali jaribu tena baada ya muda mfupi.',
    },
    'partnership-invitation': {
      title: 'Umealikwa',
      intro:
        'Fungua kiungo hiki kwenye simu yako, ndani ya programu ya Tribe, uone nani anataka kuwa mshirika wako.',
    },
    'refuse-invitations': {
      title: 'Hakuna mialiko tena',
      intro: 'Tribe haitatuma tena mialiko kwa anwani hii, kutoka kwa mtu yeyote.',
      action: 'Zuia mialiko',
      done: 'Anwani hii haitapokea mialiko tena.',
    },
    'download-data': {
      title: 'Data yako',
      intro: 'Kila kitu ambacho Tribe inahifadhi kukuhusu, katika faili moja.',
      action: 'Pakua',
      done: 'Faili iko kwenye vipakuliwa vyako.',
    },
    'restore-account': {
      title: 'Rudisha akaunti yako',
      intro: 'Kila kitu bado kipo.',
      action: 'Rudisha akaunti yangu',
      done: 'Akaunti yako imefunguliwa tena. Unaweza kuingia nayo kwenye programu.',
    },
    'verify-email': {
      title: 'Thibitisha anwani yako',
      intro: 'Bonyeza mara moja, na akaunti yako iko tayari.',
      action: 'Thibitisha anwani yangu',
      done: 'Anwani yako imethibitishwa. Unaweza kurudi kwenye programu.',
      password: 'Nenosiri lako (bila hilo, vifaa vyote vitaondolewa na utaweka jipya)',
      passwordMailed:
        'Anwani yako imethibitishwa. Barua pepe tuliyokutumia sasa hivi inaongoza kwenye nenosiri jipya.',
      ACCOUNT_PROOF_REQUIRED:
        'Weka nenosiri la akaunti, au fungua kiungo hiki kwenye programu ambapo umeingia.',
      CURRENT_PASSWORD_WRONG: 'Hili si nenosiri la akaunti.',
      TOO_MANY_LOGIN_ATTEMPTS:
        'Manenosiri mengi yasiyo sahihi. Tafadhali jaribu tena baada ya dakika 15.',
    },
    'reset-password': {
      title: 'Weka nenosiri jipya',
      intro: 'Vifaa vyako vyote vitaondolewa.',
      action: 'Weka nenosiri',
      done: 'Nenosiri jipya limewekwa. Unaweza kuingia nalo kwenye programu.',
      password: 'Nenosiri jipya, angalau herufi 8',
      confirmation: 'Lile lile tena',
      PASSWORDS_DIFFER: 'Manenosiri mawili hayalingani.',
      PASSWORD_TOO_WEAK: 'Nenosiri hili ni rahisi kukisia.',
      PASSWORD_REUSED: 'Ulitumia nenosiri hili hivi karibuni. Tafadhali chagua lingine.',
    },
  },
  fr: {
    common: {
      expired: 'Ce lien a expiré. Demandez-en un autre dans l’application.',
      invalid: 'Ce lien ne fonctionne pas, ou plus. Demandez-en un autre dans l’application.',
      later: 'Cela n’a pas marché. Réessayez dans un instant.',
    },
    'partnership-invitation': {
      title: 'Vous êtes invité',
      intro:
        'Ouvrez ce lien sur votre téléphone, dans l’application Tribe, pour voir qui vous propose un partenariat.',
    },
    'refuse-invitations': {
      title: 'Plus d’invitations',
      intro: 'Tribe n’enverra plus jamais d’invitation à cette adresse, de qui que ce soit.',
      action: 'Arrêter les invitations',
      done: 'Cette adresse ne recevra plus d’invitations.',
    },
    'download-data': {
      title: 'Vos données',
      intro: 'Tout ce que Tribe conserve sur vous, dans un seul fichier.',
      action: 'Télécharger',
      done: 'Le fichier est dans vos téléchargements.',
    },
    'restore-account': {
      title: 'Gardez votre compte',
      intro: 'Tout est encore là.',
      action: 'Garder mon compte',
      done: 'Votre compte est de nouveau ouvert. Vous pouvez vous connecter dans l’application.',
    },
    'verify-email': {
      title: 'Confirmez votre adresse',
      intro: 'Un geste, et votre compte est complet.',
      action: 'Confirmer mon adresse',
      done: 'Votre adresse est confirmée. Vous pouvez revenir à l’application.',
      password:
        'Votre mot de passe (sans lui, tous les appareils sont déconnectés et vous en choisissez un autre)',
      passwordMailed:
        'Votre adresse est confirmée. Le message que nous venons de vous envoyer mène à un nouveau mot de passe.',
      ACCOUNT_PROOF_REQUIRED:
        'Entrez le mot de passe du compte, ou ouvrez ce lien dans l’application où vous y êtes connecté.',
      CURRENT_PASSWORD_WRONG: 'Ce n’est pas le mot de passe du compte.',
      TOO_MANY_LOGIN_ATTEMPTS: 'Trop de mots de passe erronés. Réessayez dans 15 minutes.',
    },
    'reset-password': {
      title: 'Choisissez un nouveau mot de passe',
      intro: 'Tous vos appareils seront déconnectés.',
      action: 'Enregistrer le mot de passe',
      done: 'Votre nouveau mot de passe est enregistré. Connectez-vous avec lui dans l’application.',
      password: 'Nouveau mot de passe, 8 caractères au moins',
      confirmation: 'Encore une fois',
      PASSWORDS_DIFFER: 'Les deux mots de passe sont différents.',
      PASSWORD_TOO_WEAK: 'Ce mot de passe est trop facile à deviner.',
      PASSWORD_REUSED: 'Vous avez utilisé ce mot de passe récemment. Choisissez-en un autre.',
    },
  },
  es: {
    common: {
      expired: 'Este enlace ha caducado. Pide otro en la aplicación.',
      invalid: 'Este enlace no funciona, o ya no. Pide otro en la aplicación.',
      later: 'No ha funcionado. Inténtalo de nuevo en un momento.',
    },
    'partnership-invitation': {
      title: 'Tienes una invitación',
      intro:
        'Abre este enlace en tu teléfono, en la aplicación Tribe, para ver quién quiere ser tu pareja de metas.',
    },
    'refuse-invitations': {
      title: 'No más invitaciones',
      intro: 'Tribe no volverá a enviar invitaciones a esta dirección, de nadie.',
      action: 'Detener las invitaciones',
      done: 'Esta dirección no recibirá más invitaciones.',
    },
    'download-data': {
      title: 'Tus datos',
      intro: 'Todo lo que Tribe guarda sobre ti, en un solo archivo.',
      action: 'Descargar',
      done: 'El archivo está en tus descargas.',
    },
    'restore-account': {
      title: 'Conserva tu cuenta',
      intro: 'Todo sigue ahí.',
      action: 'Conservar mi cuenta',
      done: 'Tu cuenta vuelve a estar abierta. Ya puedes entrar en la aplicación.',
    },
    'verify-email': {
      title: 'Confirma tu dirección',
      intro: 'Un toque y tu cuenta está completa.',
      action: 'Confirmar mi dirección',
      done: 'Tu dirección está confirmada. Puedes volver a la aplicación.',
      password:
        'Tu contraseña (sin ella, se cierra la sesión en todos los dispositivos y eliges otra)',
      passwordMailed:
        'Tu dirección está confirmada. El correo que acabamos de enviarte lleva a una contraseña nueva.',
      ACCOUNT_PROOF_REQUIRED:
        'Escribe la contraseña de la cuenta, o abre este enlace en la aplicación donde tengas la sesión abierta.',
      CURRENT_PASSWORD_WRONG: 'Esta no es la contraseña de la cuenta.',
      TOO_MANY_LOGIN_ATTEMPTS:
        'Demasiadas contraseñas equivocadas. Inténtalo de nuevo en 15 minutos.',
    },
    'reset-password': {
      title: 'Elige una contraseña nueva',
      intro: 'Se cerrará la sesión en todos tus dispositivos.',
      action: 'Guardar la contraseña',
      done: 'Tu contraseña nueva está guardada. Ya puedes entrar con ella en la aplicación.',
      password: 'Contraseña nueva, al menos 8 caracteres',
      confirmation: 'Otra vez la misma',
      PASSWORDS_DIFFER: 'Las dos contraseñas son distintas.',
      PASSWORD_TOO_WEAK: 'Esta contraseña es demasiado fácil de adivinar.',
      PASSWORD_REUSED: 'Usaste esta contraseña hace poco. Elige otra.',
    },
  },
  de: {
    common: {
      expired: 'Dieser Link ist abgelaufen. Fordere in der App einen neuen an.',
      invalid: 'Dieser Link gilt nicht oder nicht mehr. Fordere in der App einen neuen an.',
      later: 'Das hat nicht geklappt. Bitte versuche es gleich noch einmal.',
    },
    'partnership-invitation': {
      title: 'Du bist eingeladen',
      intro:
        'Öffne diesen Link auf deinem Telefon in der Tribe-App, um zu sehen, wer dein Partner sein möchte.',
    },
    'refuse-invitations': {
      title: 'Keine Einladungen mehr',
      intro: 'Tribe schickt nie wieder Einladungen an diese Adresse, von niemandem.',
      action: 'Einladungen beenden',
      done: 'Diese Adresse bekommt keine Einladungen mehr.',
    },
    'download-data': {
      title: 'Deine Daten',
      intro: 'Alles, was Tribe über dich speichert, in einer Datei.',
      action: 'Herunterladen',
      done: 'Die Datei ist in deinen Downloads.',
    },
    'restore-account': {
      title: 'Behalte dein Konto',
      intro: 'Alles ist noch da.',
      action: 'Konto behalten',
      done: 'Dein Konto ist wieder offen. Du kannst dich in der App anmelden.',
    },
    'verify-email': {
      title: 'Bestätige deine Adresse',
      intro: 'Ein Tipp, und dein Konto ist vollständig.',
      action: 'Adresse bestätigen',
      done: 'Deine Adresse ist bestätigt. Du kannst zur App zurückkehren.',
      password:
        'Dein Passwort (ohne es werden alle Geräte abgemeldet, und du legst ein neues fest)',
      passwordMailed:
        'Deine Adresse ist bestätigt. Die E-Mail, die wir dir gerade geschickt haben, führt zu einem neuen Passwort.',
      ACCOUNT_PROOF_REQUIRED:
        'Gib das Passwort des Kontos ein, oder öffne diesen Link in der App, in der du angemeldet bist.',
      CURRENT_PASSWORD_WRONG: 'Das ist nicht das Passwort des Kontos.',
      TOO_MANY_LOGIN_ATTEMPTS:
        'Zu viele falsche Passwörter. Bitte versuche es in 15 Minuten noch einmal.',
    },
    'reset-password': {
      title: 'Lege ein neues Passwort fest',
      intro: 'Alle deine Geräte werden abgemeldet.',
      action: 'Passwort festlegen',
      done: 'Dein neues Passwort gilt. Du kannst dich damit in der App anmelden.',
      password: 'Neues Passwort, mindestens 8 Zeichen',
      confirmation: 'Dasselbe noch einmal',
      PASSWORDS_DIFFER: 'Die beiden Passwörter sind verschieden.',
      PASSWORD_TOO_WEAK: 'Dieses Passwort ist zu leicht zu erraten.',
      PASSWORD_REUSED: 'Dieses Passwort hattest du vor Kurzem. Bitte wähle ein anderes.',
    },
  },
};
