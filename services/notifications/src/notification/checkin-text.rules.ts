import {
  type CheckInQueried,
  type ReminderDue,
  type StreakChanged,
  StreakUnit,
  type System,
  type UserCard,
} from '@tribe/contracts';
import {
  filled,
  goalName,
  type Language,
  nameOf,
  type TextIn,
  textOf,
} from './notification-text.rules';

const habitName =
  (title: string | undefined) =>
  ({ texts }: Language): string =>
    title || texts.aHabit;

/** A text about what a user did with a habit. */
function habitText(
  key: Extract<
    Parameters<typeof textOf>[0],
    'partnerCheckin' | 'verificationRequested' | 'verificationAnswered' | 'checkinVerified'
  >,
) {
  return (user: UserCard | undefined, { title }: System): TextIn =>
    textOf(key, { name: nameOf(user), habit: habitName(title) });
}

export const partnerCheckinText = habitText('partnerCheckin');
export const verificationRequestedText = habitText('verificationRequested');
export const verificationAnsweredText = habitText('verificationAnswered');
export const checkinVerifiedText = habitText('checkinVerified');

export function checkinQueriedText(
  { queriedBy, question }: CheckInQueried,
  { title }: System,
): TextIn {
  return textOf('checkinQueried', { name: nameOf(queriedBy), habit: habitName(title), question });
}

/** The reason is that the check-in arrived late, so that the partner knows why a broken streak goes on. */
export function streakRestoredText({ system, current, unit }: StreakChanged): TextIn {
  const length = (language: Language) => {
    const { weeks, days } = language.texts;
    const text = unit === StreakUnit.WEEKS ? weeks : days;
    return filled(language, text, { count: String(current) });
  };

  return textOf('streakRestored', { length, habit: habitName(system?.title) });
}

export function reminderText({ systemId, title }: ReminderDue): TextIn {
  return systemId
    ? textOf('systemReminder', { habit: habitName(title) })
    : textOf('goalReminder', { goal: goalName(title ? { title } : undefined) });
}
