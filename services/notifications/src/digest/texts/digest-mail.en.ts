import type { DigestMailTexts } from './digest-mail.texts';

export const en: DigestMailTexts = {
  greeting: 'Hello {name},',
  signature: 'The Tribe team',
  note: 'You receive this mail because you have turned on mail from Tribe.',
  optOut: 'Turn off mail from Tribe',
  verifications: {
    subject: 'Your partners wait for your verification',
    preview: 'A look is enough, and their check-ins count as verified.',
    one: 'You have 1 item from {partner} awaiting your verification.',
    several: 'You have {count} items from {partner} awaiting your verification.',
    button: 'See the check-ins',
  },
  summary: {
    subject: 'Your day on Tribe',
    preview: 'What your friends and partners did since yesterday.',
    one: 'You have 1 unread notification from the last 24 hours:',
    several: 'You have {count} unread notifications from the last 24 hours. The newest:',
    button: 'See all notifications',
  },
  firstGoal: {
    subject: 'What do you want to achieve?',
    preview: 'Your first goal takes a minute.',
    paragraphs: [
      'Congratulations, your account is ready. The next step is the one that counts: your first goal.',
      'People who write a goal down and share it with others reach it more often. Start small: save for a trip, read every evening, run twice a week. You can invite friends at any time.',
    ],
    button: 'Create your first goal',
  },
};
