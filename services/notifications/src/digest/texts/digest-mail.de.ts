import type { DigestMailTexts } from './digest-mail.texts';

export const de: DigestMailTexts = {
  greeting: 'Hallo {name},',
  signature: 'Dein Tribe-Team',
  note: 'Du bekommst diese Mail, weil du Mails von Tribe eingeschaltet hast.',
  optOut: 'Mails von Tribe ausschalten',
  verifications: {
    subject: 'Deine Partner warten auf deine Bestätigung',
    preview: 'Ein Blick genügt, und ihre Check-ins gelten als bestätigt.',
    one: '1 Check-in von {partner} wartet auf deine Bestätigung.',
    several: '{count} Check-ins von {partner} warten auf deine Bestätigung.',
    button: 'Check-ins ansehen',
  },
  summary: {
    subject: 'Dein Tag bei Tribe',
    preview: 'Was deine Freunde und Partner seit gestern gemacht haben.',
    one: 'Du hast 1 ungelesene Benachrichtigung aus den letzten 24 Stunden:',
    several:
      'Du hast {count} ungelesene Benachrichtigungen aus den letzten 24 Stunden. Die neuesten:',
    button: 'Alle Benachrichtigungen ansehen',
  },
  firstGoal: {
    subject: 'Was möchtest du erreichen?',
    preview: 'Dein erstes Ziel dauert eine Minute.',
    paragraphs: [
      'Glückwunsch, dein Konto ist bereit. Jetzt kommt der Schritt, auf den es ankommt: dein erstes Ziel.',
      'Wer ein Ziel aufschreibt und mit anderen teilt, erreicht es öfter. Fang klein an: für eine Reise sparen, jeden Abend lesen, zweimal in der Woche laufen. Freunde kannst du jederzeit einladen.',
    ],
    button: 'Erstes Ziel anlegen',
  },
};
