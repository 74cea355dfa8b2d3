import {
  type CheckIn,
  type CheckInQueried,
  type CheckInRecorded,
  CheckInStatus,
  type CheckInVerified,
  type ReminderDue,
  type StreakChanged,
  StreakChangeReason,
  type System,
  type UserCard,
  type VerificationRequested,
} from '@tribe/contracts';
import {
  checkinQueriedText,
  checkinVerifiedText,
  partnerCheckinText,
  reminderText,
  streakRestoredText,
  verificationAnsweredText,
  verificationRequestedText,
} from './checkin-text.rules';
import type { NotificationDraft } from './notification-drafts.rules';
import type { TextIn } from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

type Target = Pick<NotificationDraft, 'targetType' | 'targetId' | 'targetName' | 'actionUrl'>;

/**
 * Notifies the partners that a habit was done. A check-in to verify has a notification of its own, and a day that was
 * skipped has none.
 */
export function draftPartnerCheckin(event: CheckInRecorded): NotificationDraft[] {
  const { checkIn, user, partnerIds } = event;
  if (!checkIn?.system || checkIn.status !== CheckInStatus.COMPLETED) return [];
  const text = partnerCheckinText(user, checkIn.system);

  return draftsFor(partnerIds, 'partner_checkin', aboutSystem(checkIn.system), { text, user });
}

export function draftVerificationRequested(event: VerificationRequested): NotificationDraft[] {
  const { checkIn, user, partnerIds, isAnswer } = event;
  if (!checkIn?.system) return [];
  const type = isAnswer ? 'verification_answered' : 'verification_requested';
  const textOf = isAnswer ? verificationAnsweredText : verificationRequestedText;
  const text = textOf(user, checkIn.system);

  return draftsFor(partnerIds, type, aboutCheckin(checkIn, checkIn.system), { text, user });
}

export function draftCheckinVerified({
  checkIn,
  verifiedBy,
}: CheckInVerified): NotificationDraft[] {
  if (!checkIn?.system) return [];
  const text = checkinVerifiedText(verifiedBy, checkIn.system);
  const about = aboutCheckin(checkIn, checkIn.system);

  return draftsFor([checkIn.system.ownerId], 'checkin_verified', about, { text, user: verifiedBy });
}

export function draftCheckinQueried(event: CheckInQueried): NotificationDraft[] {
  const { checkIn, queriedBy } = event;
  if (!checkIn?.system) return [];
  const text = checkinQueriedText(event, checkIn.system);
  const about = aboutCheckin(checkIn, checkIn.system);

  return draftsFor([checkIn.system.ownerId], 'checkin_queried', about, { text, user: queriedBy });
}

/** Notifies the partners of a streak that had ended and goes on, because a check-in arrived late. */
export function draftStreakRestored(
  event: StreakChanged,
  partnerIds: readonly string[],
): NotificationDraft[] {
  const { system, previous, current, reason } = event;
  const isLate = reason === StreakChangeReason.LATE_CHECK_IN;
  if (!system?.sharedWithPartner || !isLate || current < 2 || current <= previous + 1) return [];

  const text = streakRestoredText(event);
  const drafts = draftsFor(partnerIds, 'streak_restored', aboutSystem(system), { text });

  return drafts.map((draft) => ({ ...draft, actorId: system.ownerId }));
}

export function draftReminder(event: ReminderDue): NotificationDraft[] {
  const { systemId, goalId, title, userId } = event;
  const about = systemId ? systemTarget(systemId, title) : goalTarget(goalId ?? '', title);
  return draftsFor([userId], 'reminder_due', about, { text: reminderText(event) });
}

function draftsFor(
  userIds: readonly string[],
  type: NotificationTypeName,
  target: Target,
  { text, user }: { text: TextIn; user?: UserCard | undefined },
): NotificationDraft[] {
  return userIds.map((userId) => ({
    ...target,
    text,
    userId,
    type,
    // A deleted user has no username and must not be linked.
    actorId: user?.username ? user.id : null,
    imageUrl: user?.profileImageUrl ?? null,
  }));
}

const aboutSystem = ({ id, title }: System): Target => systemTarget(id, title);

const aboutCheckin = ({ id }: CheckIn, system: System): Target => ({
  ...aboutSystem(system),
  targetType: 'checkin',
  targetId: id,
});

const systemTarget = (id: string, title: string): Target => ({
  targetType: 'system',
  targetId: id,
  targetName: title,
  actionUrl: `/systems/${id}`,
});

const goalTarget = (id: string, title: string): Target => ({
  targetType: 'goal',
  targetId: id,
  targetName: title,
  actionUrl: `/goals/${id}`,
});
