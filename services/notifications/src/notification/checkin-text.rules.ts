import {
  type CheckInQueried,
  type ReminderDue,
  type StreakChanged,
  StreakUnit,
  type System,
  type UserCard,
} from '@tribe/contracts';
import { nameOf, type NotificationText } from './notification-text.rules';

const quoted = (title: string | undefined) => `"${title || 'a habit'}"`;

export function partnerCheckinText(user: UserCard | undefined, system: System): NotificationText {
  return { title: 'Partner Check-in', message: `${nameOf(user)} did ${quoted(system.title)}` };
}

export function verificationRequestedText(
  user: UserCard | undefined,
  system: System,
): NotificationText {
  return {
    title: 'Check-in to Verify',
    message: `${nameOf(user)} asks you to verify a check-in of ${quoted(system.title)}`,
  };
}

export function verificationAnsweredText(
  user: UserCard | undefined,
  system: System,
): NotificationText {
  return {
    title: 'Question Answered',
    message: `${nameOf(user)} answered your question about ${quoted(system.title)}`,
  };
}

export function checkinVerifiedText(
  verifier: UserCard | undefined,
  system: System,
): NotificationText {
  return {
    title: 'Check-in Verified',
    message: `${nameOf(verifier)} verified your check-in of ${quoted(system.title)}`,
  };
}

export function checkinQueriedText(
  { queriedBy, question }: CheckInQueried,
  system: System,
): NotificationText {
  return {
    title: 'Question About a Check-in',
    message: `${nameOf(queriedBy)} asks about ${quoted(system.title)}: ${question}`,
  };
}

/** The reason is that the check-in arrived late, so that the partner knows why a broken streak goes on. */
export function streakRestoredText({ system, current, unit }: StreakChanged): NotificationText {
  const length = `${current} ${unit === StreakUnit.WEEKS ? 'weeks' : 'days'}`;
  return {
    title: 'Streak Restored',
    message: `The streak of ${length} on ${quoted(system?.title)} is back: a check-in arrived late`,
  };
}

export function reminderText({ systemId, title }: ReminderDue): NotificationText {
  const message = systemId
    ? `It is time for ${quoted(title)}`
    : `Remember your goal ${quoted(title)}`;
  return { title: 'Reminder', message };
}
