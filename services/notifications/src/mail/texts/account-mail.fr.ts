import type { AccountMailTexts } from './account-mail.texts';

export const fr: AccountMailTexts = {
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
  moveAddress: {
    subject: 'Confirmez la nouvelle adresse d’un compte',
    preview: 'Seul l’utilisateur du compte peut la confirmer.',
    paragraphs: [
      'L’utilisateur du compte Tribe {account} souhaite y associer {address}.',
      'Si c’est vous, confirmez l’adresse là où vous êtes connecté à ce compte, ou avec son mot de passe.',
    ],
    button: 'Confirmer la nouvelle adresse',
    expiry: 'Le lien fonctionne jusqu’au {time}.',
    note: 'Si ce compte n’est pas le vôtre, ne suivez pas le lien : votre adresse n’y sera pas associée.',
  },
  resetPassword: {
    subject: 'Choisissez un nouveau mot de passe',
    preview: 'Le lien fonctionne pendant une heure.',
    paragraphs: [
      'Un nouveau mot de passe a été demandé pour votre compte. Si c’était vous, choisissez-le ici :',
    ],
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
    otherMethods:
      'Ces façons de se connecter fonctionnent toujours : {methods}. Retirez celles que vous ne connaissez pas.',
    methods: { passkey: 'une clé d’accès', google: 'un compte Google', apple: 'un compte Apple' },
  },
  emailChanged: {
    subject: 'Votre compte change d’adresse',
    preview: 'Si c’était vous, tout va bien.',
    paragraphs: [
      'Le {time}, une personne connectée à votre compte a demandé une autre adresse e-mail.',
    ],
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
  dataExport: {
    subject: 'Vos données sont prêtes',
    preview: 'Tout ce que Tribe sait de vous, dans un seul fichier.',
    paragraphs: [
      'Vous avez demandé tout ce que Tribe conserve sur vous. Le voici dans un seul fichier JSON, lisible par des programmes et par vous :',
    ],
    button: 'Télécharger mes données',
    expiry:
      'Le lien fonctionne jusqu’au {time}. Quiconque le possède peut lire le fichier : ne le transmettez pas.',
    note: 'Si vous n’avez rien demandé, changez aussitôt votre mot de passe.',
  },
  loginChanged: {
    subject: 'Votre façon de vous connecter a changé',
    preview: 'Si c’était vous, tout va bien.',
    paragraphs: ['Le {time}, la façon de se connecter à votre compte a changé :'],
    note: 'Si ce n’était pas vous, choisissez aussitôt un autre mot de passe avec « Mot de passe oublié » dans l’application, ce qui déconnecte tous les appareils, et vérifiez les façons de se connecter à votre compte.',
    changes: {
      secondFactorAdded:
        'Une application d’authentification a été ajoutée. Un de ses codes est désormais demandé à la connexion.',
      secondFactorRemoved:
        'L’application d’authentification a été retirée. Aucun code n’est plus demandé à la connexion.',
      recoveryCodesRenewed:
        'De nouveaux codes de secours ont été créés. Les anciens ne fonctionnent plus.',
      passkeyAdded: 'Une clé d’accès a été ajoutée.',
      passkeyRemoved: 'Une clé d’accès a été retirée.',
      googleLinked: 'Un compte Google a été associé et permet désormais de se connecter.',
      googleUnlinked: 'Le compte Google a été dissocié et ne permet plus de se connecter.',
      appleLinked: 'Un compte Apple a été associé et permet désormais de se connecter.',
      appleUnlinked: 'Le compte Apple a été dissocié et ne permet plus de se connecter.',
    },
  },
  registrationAttempted: {
    subject: 'Vous avez déjà un compte',
    preview: 'Quelqu’un a voulu s’inscrire avec votre adresse.',
    paragraphs: [
      'Le {time}, une personne a voulu ouvrir un compte Tribe avec {address}, qui a déjà un compte.',
      'Si c’était vous, connectez-vous avec cette adresse. « Mot de passe oublié » dans l’application permet d’en choisir un autre et déconnecte tous les appareils.',
    ],
    note: 'Si ce n’était pas vous, ignorez ce message : rien n’a changé.',
  },
};
