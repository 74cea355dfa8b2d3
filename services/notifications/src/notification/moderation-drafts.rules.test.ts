import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  GetBanNoticeResponseSchema,
  ModerationActionKind,
  ModerationActionSchema,
  ModerationAppealDecidedSchema,
  ReportsReviewedSchema,
} from '@tribe/contracts';
import { banMailContent } from '../mail/ban-mail.rules';
import {
  draftAppealDecided,
  draftModerationDecision,
  draftReportsReviewed,
} from './moderation-drafts.rules';
import { languageOf } from './notification-text.rules';

const until = timestampFromDate(new Date('2026-03-01T12:00:00Z'));

test('a reporter learns that the report was reviewed, and nothing about the decision', () => {
  const reports = [{ id: 'r', reporterId: 'brian' }];
  expect(draftReportsReviewed(create(ReportsReviewedSchema, { reports }))).toMatchObject([
    { userId: 'brian', actorId: null, type: 'report_reviewed', targetId: 'r' },
  ]);
});

test.each([
  [ModerationActionKind.DELETE_CONTENT, 'A moderator removed a message of yours'],
  [ModerationActionKind.WARN, 'A moderator asks you to follow the rules of the community'],
  [
    ModerationActionKind.MUTE_USER,
    'A moderator muted you: you cannot send messages until March 1, 2026 at 12:00 PM UTC',
  ],
  [ModerationActionKind.REMOVE_MEMBER, 'A moderator removed you from a group'],
])('the subject of a decision of the kind %s reads “%s”', (kind, message) => {
  const timed = kind === ModerationActionKind.MUTE_USER ? { until } : {};
  const action = create(ModerationActionSchema, {
    id: 'a',
    kind,
    targetType: 'message',
    subjectId: 'alvin',
    ...timed,
  });
  const drafts = draftModerationDecision(action);
  expect(drafts).toMatchObject([{ userId: 'alvin', actorId: null, type: 'moderation_decision' }]);
  const text = drafts[0]!.text(languageOf('en'));
  expect(text.message.replaceAll('\u202f', ' ')).toBe(message);
});

test.each([
  [true, 'granted'],
  [false, 'stays'],
])('the subject of an appeal that is granted (%s) reads “%s”', (isGranted, word) => {
  const decided = create(ModerationAppealDecidedSchema, { subjectId: 'alvin', isGranted });
  expect(draftAppealDecided(decided)[0]?.text(languageOf('en')).message).toContain(word);
});

test.each([
  ['en-US', 'log in until', 'Appeal'],
  ['sw-KE', 'Huwezi kuingia hadi', 'Kata rufaa'],
  ['fr', 'jusqu’au', 'Contester'],
  ['es', 'iniciar sesión hasta', 'Apelar'],
  ['de', 'Bis', 'Widersprechen'],
  ['xx', 'log in until', 'Appeal'],
])('the mail about a ban in %s says “%s” and leads to the appeal', (locale, words, label) => {
  const notice = create(GetBanNoticeResponseSchema, { until, token: 'secret', appealUntil: until });
  const mail = banMailContent(notice, { fullName: 'Alvin', locale }, 'https://tribe.example');
  expect(mail.paragraphs[0]).toContain(words);
  expect(mail.button).toEqual({ label, url: 'https://tribe.example/appeal#token=secret' });
});
