import type { DigestMailTexts } from './digest-mail.texts';

export const fr: DigestMailTexts = {
  greeting: 'Bonjour {name},',
  signature: 'L’équipe Tribe',
  note: 'Vous recevez cet e-mail parce que vous avez activé les e-mails de Tribe.',
  optOut: 'Désactiver les e-mails de Tribe',
  verifications: {
    subject: 'Vos partenaires attendent votre vérification',
    preview: 'Un coup d’œil suffit pour vérifier leurs check-ins.',
    one: '1 check-in de {partner} attend votre vérification.',
    several: '{count} check-ins de {partner} attendent votre vérification.',
    button: 'Voir les check-ins',
  },
  summary: {
    subject: 'Votre journée sur Tribe',
    preview: 'Ce que vos amis et partenaires ont fait depuis hier.',
    one: 'Vous avez 1 notification non lue des dernières 24 heures :',
    several:
      'Vous avez {count} notifications non lues des dernières 24 heures. Les plus récentes :',
    button: 'Voir toutes les notifications',
  },
  firstGoal: {
    subject: 'Que voulez-vous atteindre ?',
    preview: 'Votre premier objectif prend une minute.',
    paragraphs: [
      'Félicitations, votre compte est prêt. Voici l’étape qui compte : votre premier objectif.',
      'On atteint plus souvent un objectif que l’on écrit et que l’on partage. Commencez petit : économiser pour un voyage, lire chaque soir, courir deux fois par semaine. Vous pourrez inviter des amis à tout moment.',
    ],
    button: 'Créer mon premier objectif',
  },
};
