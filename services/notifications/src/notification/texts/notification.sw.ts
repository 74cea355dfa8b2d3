import type { NotificationTexts } from './notification.texts';

export const sw: NotificationTexts = {
  somebody: 'Mtu fulani',
  aGoal: 'lengo',
  aHabit: 'tabia',
  others: { one: 'mwingine 1', several: 'wengine {count}' },
  named: '{kind} "{title}"',

  friendRequest: { title: 'Ombi jipya la urafiki', message: '{name} anataka kuwa rafiki yako' },
  friendAccepted: {
    title: 'Ombi la urafiki limekubaliwa',
    message: '{name} amekubali ombi lako la urafiki',
  },

  contributionOfCheckin: {
    title: 'Taarifa mpya',
    message: '{name} ameweka taarifa kwenye "{goal}"',
  },
  contributionOfMilestone: {
    title: 'Hatua mpya',
    message: '{name} amefikia hatua ya "{goal}"',
  },
  contributionOfAmount: {
    title: 'Mchango mpya',
    message: '{name} ameongeza {amount} kwenye "{goal}"',
  },
  correction: {
    title: 'Mchango umesahihishwa',
    message: '{name} ameondoa {amount} kwenye mchango wako wa "{goal}"',
  },
  milestone: {
    title: 'Hatua imefikiwa',
    message: '"{goal}" imefikia hatua ya "{milestone}"',
  },
  goalAdded: { title: 'Umeongezwa kwenye lengo', message: '{name} amekuongeza kwenye "{goal}"' },
  publicGoalAdded: {
    title: 'Umeongezwa kwenye lengo',
    message: '{name} amekuongeza kwenye "{goal}", ambalo ni la wazi kwa wote',
  },
  goalInvite: {
    title: 'Mwaliko mpya wa lengo',
    message: '{name} anakualika kwenye "{goal}"',
  },
  goalOwnership: { title: 'Mmiliki mpya wa lengo', message: 'Sasa wewe ni mmiliki wa "{goal}"' },
  goalPublished: {
    title: 'Lengo ni la wazi',
    message: '{name} amefanya "{goal}" kuwa wazi kwa wote',
  },
  goalCompleted: {
    title: 'Lengo limefikiwa! 🎉',
    alone: 'Umefikia lengo "{goal}"',
    one: 'Wewe na rafiki 1 mmefikia lengo "{goal}"',
    several: 'Wewe na marafiki {count} mmefikia lengo "{goal}"',
  },

  partnershipInvite: {
    title: 'Mwaliko mpya wa mwenza',
    message: '{name} anakualika kwenye {partnership}',
  },
  partnershipAccepted: {
    title: 'Mwaliko wa mwenza umekubaliwa',
    message: '{name} amekubali: mnaanza {partnership}',
  },
  partnershipDissolved: {
    title: 'Ushirikiano umeisha',
    message: '{name} amemaliza {partnership}',
  },
  invitedTo: { duo: 'ushirikiano wa wawili', accountability: 'ushirikiano wa uwajibikaji' },
  yours: {
    duo: 'ushirikiano wenu wa wawili',
    accountability: 'ushirikiano wenu wa uwajibikaji',
  },

  groupInvite: {
    title: 'Mwaliko mpya wa kikundi',
    message: '{name} anakualika kujiunga na {group}',
  },
  groupRequest: {
    title: 'Ombi jipya la kujiunga',
    message: '{name} anataka kujiunga na {group}',
  },
  groupApproved: { title: 'Ombi limekubaliwa', message: '{name} amekukubali kwenye {group}' },
  groupOwnership: { title: 'Mmiliki mpya', message: 'Sasa wewe ni mmiliki wa {group}' },
  groups: { tribe: 'jumuiya', group: 'kikundi', team: 'timu' },

  partnerCheckin: { title: 'Taarifa ya mwenzako', message: '{name} amefanya "{habit}"' },
  verificationRequested: {
    title: 'Taarifa ya kuthibitisha',
    message: '{name} anakuomba uthibitishe taarifa ya "{habit}"',
  },
  verificationAnswered: {
    title: 'Swali limejibiwa',
    message: '{name} amejibu swali lako kuhusu "{habit}"',
  },
  checkinVerified: {
    title: 'Taarifa imethibitishwa',
    message: '{name} amethibitisha taarifa yako ya "{habit}"',
  },
  checkinQueried: {
    title: 'Swali kuhusu taarifa',
    message: '{name} anauliza kuhusu "{habit}": {question}',
  },
  streakRestored: {
    title: 'Mfululizo umerejeshwa',
    message: 'Mfululizo wa {length} wa "{habit}" umerudi: taarifa ilichelewa kufika',
  },
  days: 'siku {count}',
  weeks: 'wiki {count}',
  systemReminder: { title: 'Kikumbusho', message: 'Ni wakati wa "{habit}"' },
  goalReminder: { title: 'Kikumbusho', message: 'Kumbuka lengo lako "{goal}"' },

  achievement: {
    title: 'Umepata mafanikio 🏆',
    one: 'Umepata "{achievement}" na pointi 1',
    several: 'Umepata "{achievement}" na pointi {count}',
  },
  badgeProposed: {
    title: 'Beji ya kusaini',
    message: '{name} anakuomba usaini beji {badge}',
  },
  postMention: { title: 'Umetajwa', message: '{name} amekutaja katika chapisho' },
  commentMention: { title: 'Umetajwa', message: '{name} amekutaja katika maoni' },
  badgeSigned: { title: 'Beji imesainiwa', message: '{name} amesaini beji yako {badge}' },
  badge: '"{title}" ({from} hadi {to})',

  reaction: {
    title: 'Mwitikio mpya',
    alone: '{name} ameitikia {item}',
    together: '{name} na {others} wameitikia {item}',
  },
  comment: {
    title: 'Maoni mapya',
    alone: '{name} ametoa maoni kuhusu {item}',
    together: '{name} na {others} wametoa maoni kuhusu {item}',
  },
  like: {
    title: 'Umependwa',
    alone: '{name} amependa {item}',
    together: '{name} na {others} wamependa {item}',
  },
  reply: {
    title: 'Jibu jipya',
    alone: '{name} amejibu {item}',
    together: '{name} na {others} wamejibu {item}',
  },
  items: {
    checkin: 'taarifa yako',
    titledCheckin: 'taarifa yako ya "{title}"',
    reflection: 'tafakari yako',
    post: 'chapisho lako',
    comment: 'maoni yako',
  },

  reportReviewed: {
    title: 'Ripoti imekaguliwa',
    message: 'Tumekagua ripoti yako. Asante kwa kusaidia kuiweka Tribe salama',
  },
  decision: {
    title: 'Uamuzi wa wasimamizi',
    removed: 'Msimamizi ameondoa {item}',
    muted: 'Msimamizi amekunyamazisha: huwezi kutuma ujumbe',
    mutedUntil: 'Msimamizi amekunyamazisha: huwezi kutuma ujumbe hadi {until}',
    removedFromGroup: 'Msimamizi amekuondoa kwenye kikundi',
    banned: 'Msimamizi amekufungia',
    bannedUntil: 'Msimamizi amekufungia hadi {until}',
    warned: 'Msimamizi anakuomba ufuate kanuni za jumuiya',
  },
  removedItems: {
    message: 'ujumbe wako',
    conversation: 'mazungumzo yako',
    tribe: 'kikundi chako',
    goal: 'lengo lako',
    checkin: 'maelezo ya taarifa yako',
    reflection: 'tafakari yako isionekane na wenzako',
    comment: 'maoni yako',
    post: 'chapisho lako',
    story: 'hadithi yako',
    unknown: 'maudhui yako',
  },
  appeal: {
    title: 'Rufaa imeamuliwa',
    granted: 'Rufaa yako imekubaliwa: uamuzi haukuwa sahihi',
    refused: 'Msimamizi mwingine amekagua rufaa yako: uamuzi unabaki',
  },
};
