import type { NotificationTexts } from './notification.texts';

export const de: NotificationTexts = {
  somebody: 'Jemand',
  aGoal: 'ein Ziel',
  aHabit: 'eine Gewohnheit',
  others: { one: '1 weitere Person', several: '{count} weitere' },
  named: '{kind} „{title}“',

  friendRequest: {
    title: 'Neue Freundschaftsanfrage',
    message: '{name} möchte mit dir befreundet sein',
  },
  friendAccepted: {
    title: 'Freundschaftsanfrage angenommen',
    message: '{name} hat deine Freundschaftsanfrage angenommen',
  },

  contributionOfCheckin: {
    title: 'Neuer Check-in',
    message: '{name} hat bei „{goal}“ eingecheckt',
  },
  contributionOfMilestone: {
    title: 'Neuer Meilenstein',
    message: '{name} hat einen Meilenstein von „{goal}“ erreicht',
  },
  contributionOfAmount: {
    title: 'Neuer Beitrag',
    message: '{name} hat {amount} zu „{goal}“ beigetragen',
  },
  correction: {
    title: 'Beitrag korrigiert',
    message: '{name} hat {amount} von deinem Beitrag zu „{goal}“ zurückgenommen',
  },
  milestone: {
    title: 'Meilenstein erreicht',
    message: '„{goal}“ hat den Meilenstein „{milestone}“ erreicht',
  },
  goalAdded: {
    title: 'Zu einem Ziel hinzugefügt',
    message: '{name} hat dich zu „{goal}“ hinzugefügt',
  },
  publicGoalAdded: {
    title: 'Zu einem Ziel hinzugefügt',
    message: '{name} hat dich zu „{goal}“ hinzugefügt. Das Ziel ist öffentlich',
  },
  goalInvite: {
    title: 'Neue Einladung zu einem Ziel',
    message: '{name} lädt dich zu „{goal}“ ein',
  },
  goalOwnership: { title: 'Ziel übernommen', message: 'Dir gehört jetzt „{goal}“' },
  goalPublished: {
    title: 'Ziel ist öffentlich',
    message: '{name} hat „{goal}“ öffentlich gemacht',
  },
  goalCompleted: {
    title: 'Ziel erreicht! 🎉',
    alone: 'Du hast „{goal}“ erreicht',
    one: 'Du und 1 weitere Person habt „{goal}“ erreicht',
    several: 'Du und {count} weitere habt „{goal}“ erreicht',
  },

  partnershipInvite: {
    title: 'Neue Einladung zur Partnerschaft',
    message: '{name} lädt dich zu {partnership} ein',
  },
  partnershipAccepted: {
    title: 'Einladung zur Partnerschaft angenommen',
    message: '{name} hat angenommen: {partnership} beginnt',
  },
  partnershipDissolved: {
    title: 'Partnerschaft beendet',
    message: '{name} hat {partnership} beendet',
  },
  invitedTo: { duo: 'einem Duo', accountability: 'einer Partnerschaft' },
  yours: { duo: 'euer Duo', accountability: 'eure Partnerschaft' },

  groupInvite: {
    title: 'Neue Einladung in eine Gruppe',
    message: '{name} lädt dich in {group} ein',
  },
  groupRequest: {
    title: 'Neue Beitrittsanfrage',
    message: '{name} möchte in {group} aufgenommen werden',
  },
  groupApproved: {
    title: 'Anfrage angenommen',
    message: '{name} hat dich in {group} aufgenommen',
  },
  groupOwnership: { title: 'Gruppe übernommen', message: 'Du leitest jetzt {group}' },
  groups: { tribe: 'den Tribe', group: 'die Gruppe', team: 'das Team' },

  partnerCheckin: { title: 'Check-in deines Partners', message: '{name} hat „{habit}“ erledigt' },
  verificationRequested: {
    title: 'Check-in bestätigen',
    message: '{name} bittet dich, einen Check-in von „{habit}“ zu bestätigen',
  },
  verificationAnswered: {
    title: 'Frage beantwortet',
    message: '{name} hat deine Frage zu „{habit}“ beantwortet',
  },
  checkinVerified: {
    title: 'Check-in bestätigt',
    message: '{name} hat deinen Check-in von „{habit}“ bestätigt',
  },
  checkinQueried: {
    title: 'Frage zu einem Check-in',
    message: '{name} fragt zu „{habit}“: {question}',
  },
  streakRestored: {
    title: 'Serie wiederhergestellt',
    message: 'Die Serie von {length} bei „{habit}“ ist zurück: Ein Check-in kam verspätet an',
  },
  days: '{count} Tagen',
  weeks: '{count} Wochen',
  systemReminder: { title: 'Erinnerung', message: 'Zeit für „{habit}“' },
  goalReminder: { title: 'Erinnerung', message: 'Denk an dein Ziel „{goal}“' },

  achievement: {
    title: 'Erfolg erzielt 🏆',
    one: 'Du hast „{achievement}“ und 1 Punkt bekommen',
    several: 'Du hast „{achievement}“ und {count} Punkte bekommen',
  },
  badgeProposed: {
    title: 'Abzeichen unterschreiben',
    message: '{name} bittet dich, das Abzeichen {badge} zu unterschreiben',
  },
  postMention: { title: 'Neue Erwähnung', message: '{name} hat dich in einem Beitrag erwähnt' },
  commentMention: {
    title: 'Neue Erwähnung',
    message: '{name} hat dich in einem Kommentar erwähnt',
  },
  badgeSigned: {
    title: 'Abzeichen unterschrieben',
    message: '{name} hat dein Abzeichen {badge} unterschrieben',
  },
  badge: '„{title}“ ({from} bis {to})',

  reaction: {
    title: 'Neue Reaktion',
    alone: '{name} hat auf {item} reagiert',
    together: '{name} und {others} haben auf {item} reagiert',
  },
  comment: {
    title: 'Neuer Kommentar',
    alone: '{name} hat {item} kommentiert',
    together: '{name} und {others} haben {item} kommentiert',
  },
  like: {
    title: 'Neues „Gefällt mir“',
    alone: '{name} mag {item}',
    together: '{name} und {others} mögen {item}',
  },
  reply: {
    title: 'Neue Antwort',
    alone: '{name} hat auf {item} geantwortet',
    together: '{name} und {others} haben auf {item} geantwortet',
  },
  items: {
    checkin: 'deinen Check-in',
    titledCheckin: 'deinen Check-in von „{title}“',
    reflection: 'deine Reflexion',
    post: 'deinen Beitrag',
    comment: 'deinen Kommentar',
  },

  reportReviewed: {
    title: 'Meldung geprüft',
    message: 'Wir haben deine Meldung geprüft. Danke, dass du hilfst, Tribe sicher zu halten',
  },
  decision: {
    title: 'Entscheidung der Moderation',
    removed: 'Ein Moderator hat {item} entfernt',
    muted: 'Ein Moderator hat dich stummgeschaltet: Du kannst keine Nachrichten senden',
    mutedUntil:
      'Ein Moderator hat dich stummgeschaltet: Bis {until} kannst du keine Nachrichten senden',
    removedFromGroup: 'Ein Moderator hat dich aus einer Gruppe entfernt',
    banned: 'Ein Moderator hat dich gesperrt',
    bannedUntil: 'Ein Moderator hat dich bis {until} gesperrt',
    warned: 'Ein Moderator bittet dich, die Regeln der Gemeinschaft einzuhalten',
  },
  removedItems: {
    message: 'eine deiner Nachrichten',
    conversation: 'eine deiner Unterhaltungen',
    tribe: 'eine deiner Gruppen',
    goal: 'eines deiner Ziele',
    checkin: 'die Notiz eines deiner Check-ins',
    reflection: 'eine deiner Reflexionen aus der Sicht deiner Partner',
    comment: 'einen deiner Kommentare',
    post: 'einen deiner Beiträge',
    story: 'eine deiner Storys',
    unknown: 'einen deiner Inhalte',
  },
  appeal: {
    title: 'Über deinen Widerspruch wurde entschieden',
    granted: 'Deinem Widerspruch wurde stattgegeben: Die Entscheidung war falsch',
    refused: 'Ein anderer Moderator hat deinen Widerspruch geprüft: Die Entscheidung bleibt',
  },
};
