import type { MailContent } from '../mail/mail-layout.rules';
import { fillWith, nameInMail } from '../mail/mail-text.rules';
import type { DailySummary } from './daily-summary';
import { digestMailTexts } from './digest-mail.texts';
import type { DigestMailText } from './texts/digest-mail.texts';
import type { WaitingPartner } from './verification-digest';

export interface DigestRecipient {
  readonly fullName: string;
  /** BCP 47. */
  readonly locale: string;
  readonly appUrl: string;
}

/** Returns undefined when no check-ins wait. */
export function verificationsContent(
  recipient: DigestRecipient,
  waiting: readonly WaitingPartner[],
): MailContent | undefined {
  if (waiting.length === 0) return undefined;
  const { verifications } = digestMailTexts(recipient.locale);

  const lines = waiting.map(({ name, checkins }) => {
    const values = { count: String(checkins), partner: nameInMail(name) };
    return fillWith(values)(checkins === 1 ? verifications.one : verifications.several);
  });

  return content(recipient, verifications, {
    paragraphs: lines,
    path: '/activity?filter=verifications',
  });
}

/** Returns undefined for a day without unread notifications. */
export function summaryContent(
  recipient: DigestRecipient,
  { total, messages }: DailySummary,
): MailContent | undefined {
  if (total === 0) return undefined;
  const { summary } = digestMailTexts(recipient.locale);
  const fill = fillWith({ count: String(total) });
  const intro = fill(total === 1 ? summary.one : summary.several);
  const paragraphs = [intro, ...messages.map((message) => `• ${nameInMail(message)}`)];

  return content(recipient, summary, { paragraphs, path: '/notifications' });
}

export function firstGoalContent(recipient: DigestRecipient): MailContent {
  const { firstGoal } = digestMailTexts(recipient.locale);
  return content(recipient, firstGoal, { paragraphs: firstGoal.paragraphs, path: '/goals/new' });
}

function content(
  { fullName, locale, appUrl }: DigestRecipient,
  { subject, preview, button }: DigestMailText,
  { paragraphs, path }: { paragraphs: readonly string[]; path: string },
): MailContent {
  const { greeting, signature, note, optOut } = digestMailTexts(locale);

  return {
    locale,
    subject,
    preview,
    greeting: fillWith({ name: nameInMail(fullName) })(greeting),
    paragraphs,
    button: { label: button, url: new URL(path, appUrl).href },
    notes: [note],
    signature,
    optOut: { label: optOut, url: new URL('/settings/notifications', appUrl).href },
  };
}
