import { dayAt, inOrder } from '../streak/calendar.rules';
import type { KnownFacts } from '../streak/known-facts';
import { foldStreak } from '../streak/streak.rules';

/**
 * The outcome of a reminder whose time has come: it is due; there is nothing to do now; it is too late; it was planned for
 * another time zone; or its subject has ended.
 */
export type ReminderOutcome = 'due' | 'not_due' | 'missed' | 'moved' | 'ended';

export interface ReminderState {
  readonly hasEnded: boolean;
  readonly isOpen: boolean;
  /** Whether the planned instant is still that of the time in the zone. */
  readonly isAsPlanned: boolean;
  readonly delayMs: number;
}

export function outcomeOf(state: ReminderState, maxDelayMs: number): ReminderOutcome {
  if (state.hasEnded) return 'ended';
  if (!state.isAsPlanned) return 'moved';
  if (state.delayMs > maxDelayMs) return 'missed';

  return state.isOpen ? 'due' : 'not_due';
}

/**
 * Returns whether a check-in was due at the time of a reminder, and still is. It is not on a rest day, a day of a vacation
 * or a day that is done, frozen or skipped, nor when the day has ended.
 */
export function waitsForCheckIn({ facts, checkpoint }: KnownFacts, dueAt: number, now: number) {
  const streak = foldStreak(facts, now, checkpoint);
  return streak.statusToday === 'pending' && dayAt(inOrder(facts.calendar), dueAt) === streak.today;
}
