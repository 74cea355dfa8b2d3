import type { NotificationTexts } from './notification.texts';

export const es: NotificationTexts = {
  somebody: 'Alguien',
  aGoal: 'una meta',
  aHabit: 'un hábito',
  others: { one: '1 persona más', several: '{count} personas más' },
  named: '{kind} «{title}»',

  friendRequest: { title: 'Nueva solicitud de amistad', message: '{name} quiere ser tu amigo' },
  friendAccepted: {
    title: 'Solicitud de amistad aceptada',
    message: '{name} ha aceptado tu solicitud de amistad',
  },

  contributionOfCheckin: {
    title: 'Nuevo check-in',
    message: '{name} ha hecho un check-in en «{goal}»',
  },
  contributionOfMilestone: {
    title: 'Nuevo hito',
    message: '{name} ha alcanzado un hito de «{goal}»',
  },
  contributionOfAmount: {
    title: 'Nueva aportación',
    message: '{name} ha aportado {amount} a «{goal}»',
  },
  correction: {
    title: 'Aportación corregida',
    message: '{name} ha retirado {amount} de tu aportación a «{goal}»',
  },
  milestone: { title: 'Hito alcanzado', message: '«{goal}» ha alcanzado el hito «{milestone}»' },
  goalAdded: { title: 'Añadido a una meta', message: '{name} te ha añadido a «{goal}»' },
  publicGoalAdded: {
    title: 'Añadido a una meta',
    message: '{name} te ha añadido a «{goal}», que es pública',
  },
  goalInvite: { title: 'Nueva invitación a una meta', message: '{name} te invita a «{goal}»' },
  goalOwnership: { title: 'Nuevo responsable', message: 'La meta «{goal}» es tuya ahora' },
  goalPublished: { title: 'La meta es pública', message: '{name} ha hecho pública «{goal}»' },
  goalCompleted: {
    title: '¡Meta cumplida! 🎉',
    alone: 'Has cumplido «{goal}»',
    one: 'Tú y 1 persona más habéis cumplido «{goal}»',
    several: 'Tú y {count} personas más habéis cumplido «{goal}»',
  },

  partnershipInvite: {
    title: 'Nueva invitación de compañero',
    message: '{name} te invita a formar {partnership}',
  },
  partnershipAccepted: {
    title: 'Invitación de compañero aceptada',
    message: '{name} ha aceptado: empieza {partnership}',
  },
  partnershipDissolved: {
    title: 'Compañerismo terminado',
    message: '{name} ha terminado {partnership}',
  },
  invitedTo: { duo: 'un dúo', accountability: 'un equipo de compromiso' },
  yours: { duo: 'vuestro dúo', accountability: 'vuestro equipo de compromiso' },

  groupInvite: {
    title: 'Nueva invitación a un grupo',
    message: '{name} te invita a entrar en {group}',
  },
  groupRequest: {
    title: 'Nueva solicitud para unirse',
    message: '{name} quiere entrar en {group}',
  },
  groupApproved: { title: 'Solicitud aceptada', message: '{name} te ha aceptado en {group}' },
  groupOwnership: { title: 'Nuevo responsable', message: 'Ahora diriges {group}' },
  groups: { tribe: 'la tribu', group: 'el grupo', team: 'el equipo' },

  partnerCheckin: { title: 'Check-in de tu compañero', message: '{name} ha hecho «{habit}»' },
  verificationRequested: {
    title: 'Check-in por verificar',
    message: '{name} te pide que verifiques un check-in de «{habit}»',
  },
  verificationAnswered: {
    title: 'Pregunta respondida',
    message: '{name} ha respondido a tu pregunta sobre «{habit}»',
  },
  checkinVerified: {
    title: 'Check-in verificado',
    message: '{name} ha verificado tu check-in de «{habit}»',
  },
  checkinQueried: {
    title: 'Pregunta sobre un check-in',
    message: '{name} pregunta sobre «{habit}»: {question}',
  },
  streakRestored: {
    title: 'Racha recuperada',
    message: 'La racha de {length} de «{habit}» ha vuelto: un check-in llegó tarde',
  },
  days: '{count} días',
  weeks: '{count} semanas',
  systemReminder: { title: 'Recordatorio', message: 'Es hora de «{habit}»' },
  goalReminder: { title: 'Recordatorio', message: 'Recuerda tu meta «{goal}»' },

  achievement: {
    title: 'Logro conseguido 🏆',
    one: 'Has conseguido «{achievement}» y 1 punto',
    several: 'Has conseguido «{achievement}» y {count} puntos',
  },
  badgeProposed: {
    title: 'Insignia por firmar',
    message: '{name} te pide que firmes la insignia {badge}',
  },
  postMention: { title: 'Nueva mención', message: '{name} te ha mencionado en una publicación' },
  commentMention: { title: 'Nueva mención', message: '{name} te ha mencionado en un comentario' },
  badgeSigned: { title: 'Insignia firmada', message: '{name} ha firmado tu insignia {badge}' },
  badge: '«{title}» (del {from} al {to})',

  reaction: {
    title: 'Nueva reacción',
    alone: '{name} ha reaccionado a {item}',
    together: '{name} y {others} han reaccionado a {item}',
  },
  comment: {
    title: 'Nuevo comentario',
    alone: '{name} ha comentado {item}',
    together: '{name} y {others} han comentado {item}',
  },
  like: {
    title: 'Nuevo «Me gusta»',
    alone: 'A {name} le gusta {item}',
    together: 'A {name} y {others} les gusta {item}',
  },
  reply: {
    title: 'Nueva respuesta',
    alone: '{name} ha respondido a {item}',
    together: '{name} y {others} han respondido a {item}',
  },
  items: {
    checkin: 'tu check-in',
    titledCheckin: 'tu check-in de «{title}»',
    reflection: 'tu reflexión',
    post: 'tu publicación',
    comment: 'tu comentario',
  },

  reportReviewed: {
    title: 'Denuncia revisada',
    message: 'Hemos revisado tu denuncia. Gracias por ayudar a proteger Tribe',
  },
  decision: {
    title: 'Decisión de la moderación',
    removed: 'Un moderador ha retirado {item}',
    muted: 'Un moderador te ha silenciado: no puedes enviar mensajes',
    mutedUntil: 'Un moderador te ha silenciado: no puedes enviar mensajes hasta el {until}',
    removedFromGroup: 'Un moderador te ha retirado de un grupo',
    banned: 'Un moderador te ha suspendido',
    bannedUntil: 'Un moderador te ha suspendido hasta el {until}',
    warned: 'Un moderador te pide que sigas las normas de la comunidad',
  },
  removedItems: {
    message: 'un mensaje tuyo',
    conversation: 'una conversación tuya',
    tribe: 'un grupo tuyo',
    goal: 'una meta tuya',
    checkin: 'la nota de un check-in tuyo',
    reflection: 'una reflexión tuya de la vista de tus compañeros',
    comment: 'un comentario tuyo',
    post: 'una publicación tuya',
    story: 'una historia tuya',
    unknown: 'un contenido tuyo',
  },
  appeal: {
    title: 'Apelación resuelta',
    granted: 'Tu apelación ha sido aceptada: la decisión era errónea',
    refused: 'Otro moderador ha revisado tu apelación: la decisión se mantiene',
  },
};
