import { mailLanguages } from '../mail/account-mail.texts';
import { renderMail } from '../mail/mail-layout.rules';
import { firstGoalContent, summaryContent, verificationsContent } from './digest-mail.rules';

const recipient = (locale: string) => ({
  fullName: 'Clarie Gor',
  locale,
  appUrl: 'https://tribe.app',
});

const waiting = [
  { name: 'Brian Okuku', checkins: 3 },
  { name: 'visit evil.example', checkins: 1 },
];

const textOf = (content: Parameters<typeof renderMail>[0] | undefined) =>
  content && renderMail(content).text;

test('a mail about verifications has a line per partner, one link and a way to turn mails off', () => {
  expect(textOf(verificationsContent(recipient('en'), waiting))).toBe(`Hello Clarie Gor,

You have 3 items from Brian Okuku awaiting your verification.

You have 1 item from visit evil. example awaiting your verification.

See the check-ins:
https://tribe.app/activity?filter=verifications

The Tribe team

-- 

You receive this mail because you have turned on mail from Tribe.

Turn off mail from Tribe:
https://tribe.app/settings/notifications
`);
});

test('a summary names the number of notifications and the newest', () => {
  const messages = ['Brian Okuku did "Read"', 'It is time for "Run"'];
  const text = textOf(summaryContent(recipient('en'), { total: 7, messages }));
  expect(text).toContain('You have 7 unread notifications from the last 24 hours. The newest:');
  expect(text).toContain('• Brian Okuku did "Read"\n\n• It is time for "Run"');
  const one = textOf(summaryContent(recipient('en'), { total: 1, messages: ['Run'] }));
  expect(one).toContain('You have 1 unread notification from the last 24 hours:');
});

test('there is no mail about nothing', () => {
  expect(verificationsContent(recipient('en'), [])).toBeUndefined();
  expect(summaryContent(recipient('en'), { total: 0, messages: [] })).toBeUndefined();
});

test.each(mailLanguages)('all mails in %s are complete', (language) => {
  const to = recipient(`${language}-XX`);
  const contents = [
    verificationsContent(to, waiting),
    summaryContent(to, { total: 2, messages: ['One', 'Two'] }),
    firstGoalContent(to),
  ];

  for (const content of contents) {
    const { subject, html, text } = renderMail(content!);
    expect(subject).not.toBe('');
    expect(text).toContain('Clarie Gor');
    expect(`${subject}${html}${text}`).not.toMatch(/[{}]\w|undefined/);
  }

  const subjects = contents.map((content) => content!.subject);
  expect(new Set(subjects).size).toBe(3);
  const english = verificationsContent(recipient('en'), waiting)!.subject;
  expect(subjects[0] === english).toBe(language === 'en');
});
