import type { NotificationTexts } from './notification.texts';

export const fr: NotificationTexts = {
  somebody: 'Quelqu’un',
  aGoal: 'un objectif',
  aHabit: 'une habitude',
  others: { one: '1 autre personne', several: '{count} autres personnes' },
  named: '{kind} « {title} »',

  friendRequest: {
    title: 'Nouvelle demande d’ami',
    message: '{name} souhaite vous ajouter à ses amis',
  },
  friendAccepted: {
    title: 'Demande d’ami acceptée',
    message: '{name} a accepté votre demande d’ami',
  },

  contributionOfCheckin: {
    title: 'Nouveau check-in',
    message: '{name} a fait un check-in pour « {goal} »',
  },
  contributionOfMilestone: {
    title: 'Nouvelle étape',
    message: '{name} a atteint une étape de « {goal} »',
  },
  contributionOfAmount: {
    title: 'Nouvelle contribution',
    message: '{name} a ajouté {amount} à « {goal} »',
  },
  correction: {
    title: 'Contribution corrigée',
    message: '{name} a repris {amount} de votre contribution à « {goal} »',
  },
  milestone: {
    title: 'Étape atteinte',
    message: '« {goal} » a atteint l’étape « {milestone} »',
  },
  goalAdded: { title: 'Ajout à un objectif', message: '{name} vous a ajouté à « {goal} »' },
  publicGoalAdded: {
    title: 'Ajout à un objectif',
    message: '{name} vous a ajouté à « {goal} », qui est public',
  },
  goalInvite: {
    title: 'Nouvelle invitation à un objectif',
    message: '{name} vous invite à « {goal} »',
  },
  goalOwnership: {
    title: 'Nouveau propriétaire',
    message: 'L’objectif « {goal} » est maintenant le vôtre',
  },
  goalPublished: { title: 'Objectif public', message: '{name} a rendu « {goal} » public' },
  goalCompleted: {
    title: 'Objectif atteint ! 🎉',
    alone: 'Vous avez atteint « {goal} »',
    one: '1 autre personne et vous avez atteint « {goal} »',
    several: '{count} autres personnes et vous avez atteint « {goal} »',
  },

  partnershipInvite: {
    title: 'Nouvelle invitation de partenaire',
    message: '{name} vous invite à former {partnership}',
  },
  partnershipAccepted: {
    title: 'Invitation de partenaire acceptée',
    message: '{name} a accepté : {partnership} commence',
  },
  partnershipDissolved: {
    title: 'Partenariat terminé',
    message: '{name} a mis fin à {partnership}',
  },
  invitedTo: { duo: 'un duo', accountability: 'un partenariat' },
  yours: { duo: 'votre duo', accountability: 'votre partenariat' },

  groupInvite: {
    title: 'Nouvelle invitation de groupe',
    message: '{name} vous invite à rejoindre {group}',
  },
  groupRequest: {
    title: 'Nouvelle demande d’adhésion',
    message: '{name} souhaite rejoindre {group}',
  },
  groupApproved: { title: 'Demande acceptée', message: '{name} vous a accepté dans {group}' },
  groupOwnership: { title: 'Nouveau propriétaire', message: 'Vous dirigez maintenant {group}' },
  groups: { tribe: 'la tribu', group: 'le groupe', team: 'l’équipe' },

  partnerCheckin: { title: 'Check-in de partenaire', message: '{name} a fait « {habit} »' },
  verificationRequested: {
    title: 'Check-in à vérifier',
    message: '{name} vous demande de vérifier un check-in de « {habit} »',
  },
  verificationAnswered: {
    title: 'Réponse à votre question',
    message: '{name} a répondu à votre question sur « {habit} »',
  },
  checkinVerified: {
    title: 'Check-in vérifié',
    message: '{name} a vérifié votre check-in de « {habit} »',
  },
  checkinQueried: {
    title: 'Question sur un check-in',
    message: '{name} a une question sur « {habit} » : {question}',
  },
  streakRestored: {
    title: 'Série rétablie',
    message: 'La série de {length} de « {habit} » reprend : un check-in est arrivé en retard',
  },
  days: '{count} jours',
  weeks: '{count} semaines',
  systemReminder: { title: 'Rappel', message: 'C’est le moment de « {habit} »' },
  goalReminder: { title: 'Rappel', message: 'Pensez à votre objectif « {goal} »' },

  achievement: {
    title: 'Succès obtenu 🏆',
    one: 'Vous avez obtenu « {achievement} » et 1 point',
    several: 'Vous avez obtenu « {achievement} » et {count} points',
  },
  badgeProposed: {
    title: 'Badge à signer',
    message: '{name} vous demande de signer le badge {badge}',
  },
  postMention: {
    title: 'Nouvelle mention',
    message: '{name} vous a mentionné dans une publication',
  },
  commentMention: {
    title: 'Nouvelle mention',
    message: '{name} vous a mentionné dans un commentaire',
  },
  badgeSigned: { title: 'Badge signé', message: '{name} a signé votre badge {badge}' },
  badge: '« {title} » (du {from} au {to})',

  reaction: {
    title: 'Nouvelle réaction',
    alone: '{name} a réagi à {item}',
    together: '{name} et {others} ont réagi à {item}',
  },
  comment: {
    title: 'Nouveau commentaire',
    alone: '{name} a commenté {item}',
    together: '{name} et {others} ont commenté {item}',
  },
  like: {
    title: 'Nouveau j’aime',
    alone: '{name} aime {item}',
    together: '{name} et {others} aiment {item}',
  },
  reply: {
    title: 'Nouvelle réponse',
    alone: '{name} a répondu à {item}',
    together: '{name} et {others} ont répondu à {item}',
  },
  items: {
    checkin: 'votre check-in',
    titledCheckin: 'votre check-in de « {title} »',
    reflection: 'votre réflexion',
    post: 'votre publication',
    comment: 'votre commentaire',
  },

  reportReviewed: {
    title: 'Signalement examiné',
    message: 'Nous avons examiné votre signalement. Merci d’aider à protéger Tribe',
  },
  decision: {
    title: 'Décision de la modération',
    removed: 'Un modérateur a retiré {item}',
    muted: 'Un modérateur vous a rendu muet : vous ne pouvez pas envoyer de messages',
    mutedUntil:
      'Un modérateur vous a rendu muet : vous ne pouvez pas envoyer de messages jusqu’au {until}',
    removedFromGroup: 'Un modérateur vous a retiré d’un groupe',
    banned: 'Un modérateur vous a banni',
    bannedUntil: 'Un modérateur vous a banni jusqu’au {until}',
    warned: 'Un modérateur vous demande de respecter les règles de la communauté',
  },
  removedItems: {
    message: 'un de vos messages',
    conversation: 'une de vos conversations',
    tribe: 'un de vos groupes',
    goal: 'un de vos objectifs',
    checkin: 'la note d’un de vos check-ins',
    reflection: 'une de vos réflexions de la vue de vos partenaires',
    comment: 'un de vos commentaires',
    post: 'une de vos publications',
    story: 'une de vos stories',
    unknown: 'un de vos contenus',
  },
  appeal: {
    title: 'Décision sur votre contestation',
    granted: 'Votre contestation est acceptée : la décision était erronée',
    refused: 'Un autre modérateur a examiné votre contestation : la décision est maintenue',
  },
};
